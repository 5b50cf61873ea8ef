/**
 * Parquet, page by page. In: bytes that choose what pages hold and what their headers say. Out: nothing. Always: what a file
 * says rightly is read as it was put in; what it says wrongly is refused, or changes no number of rows.
 */
@NullMarked
package io.forebay.torture.parquet;

import org.jspecify.annotations.NullMarked;
