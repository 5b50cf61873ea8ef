/**
 * Rows on their way out of DuckDB. In: a running query. Out: a {@link io.forebay.warehouse.duckdb.result.Cursor} over its
 * rows: live from DuckDB's chunks, printed by DuckDB, or kept in a file once the connection has moved on. An error behind
 * the last row is never taken for the end of the rows.
 */
@NullMarked
package io.forebay.warehouse.duckdb.result;

import org.jspecify.annotations.NullMarked;
