/**
 * DuckDB inside this process. In: SQL in DuckDB's dialect, and rows for {@code load}. Out: results that stream, tables
 * with the types they were declared with, and errors under the names of {@link io.forebay.spi.CommonError}.
 *
 * <p>What always holds: every connection is a duplicate of one root; transactions are SQL's own BEGIN, COMMIT and
 * ROLLBACK, never the driver's; the configuration is locked before the first connection is given out. Rows are written
 * to and read from DuckDB's vectors directly ({@link io.forebay.warehouse.duckdb.driver.DriverInternals}), because the
 * driver's public calls cost an object for each DATE, TIMESTAMP and DECIMAL, and its chunked result hides an error behind
 * the end of the rows.
 *
 * <p>Connections, transactions, statements and tables are here; {@code load} brings rows in, {@code result} brings them
 * out, and both, like this package, rest on {@code driver}.
 */
@NullMarked
package io.forebay.warehouse.duckdb;

import org.jspecify.annotations.NullMarked;
