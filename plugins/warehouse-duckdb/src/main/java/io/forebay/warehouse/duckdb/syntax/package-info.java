/** What DuckDB's own parser makes of a statement. In: a text. Out: the relations that it names; nothing is run. */
@NullMarked
package io.forebay.warehouse.duckdb.syntax;

import org.jspecify.annotations.NullMarked;
