/**
 * Rows on their way into DuckDB: those of a load, of live and of external tables through table functions that fill DuckDB's
 * vectors, those of the ledger through its appender. In: rows. Out: the number of rows, or why it failed. All of it runs in
 * a transaction that the connection has opened, on threads of DuckDB's own.
 */
@NullMarked
package io.forebay.warehouse.duckdb.load;

import org.jspecify.annotations.NullMarked;
