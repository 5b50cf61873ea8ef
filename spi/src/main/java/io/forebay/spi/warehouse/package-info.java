/** The database that is loaded: its tables, its transactions, its results. In: SQL in its own dialect, and rows. */
@NullMarked
package io.forebay.spi.warehouse;

import org.jspecify.annotations.NullMarked;
