/**
 * External tables: what is kept of them, and their rows, read from objects by COPY's readers when a query asks. In: a
 * definition, a location and the columns that are wanted. Out: rows, or the error of the first value that is not of its
 * column's type. Nothing here is written to a store.
 */
@NullMarked
package io.forebay.engine.spectrum;

import org.jspecify.annotations.NullMarked;
