@NullMarked
package io.forebay.format.kit.time;

import org.jspecify.annotations.NullMarked;
