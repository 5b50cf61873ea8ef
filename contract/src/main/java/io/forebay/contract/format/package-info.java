/** What every {@link io.forebay.spi.format.RecordFormat} must do, and a chunk in memory to look at what a reader fills. */
@NullMarked
package io.forebay.contract.format;

import org.jspecify.annotations.NullMarked;
