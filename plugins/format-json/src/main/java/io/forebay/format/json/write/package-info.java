/** Rows to JSON. In: rows of a query. Out: one object a line, whose names are those of the columns. */
@NullMarked
package io.forebay.format.json.write;

import org.jspecify.annotations.NullMarked;
