/**
 * What every plug point shares: errors with a blame and an effect. The plug points themselves are in {@code
 * store}, {@code format} and {@code warehouse}. Nothing here depends on a plug-in or on the engine.
 */
@NullMarked
package io.forebay.spi;

import org.jspecify.annotations.NullMarked;
