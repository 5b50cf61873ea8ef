/**
 * What there is to know about DuckDB and its driver: the names of its types, its errors, the memory of its vectors. In:
 * what the driver gives. Out: the same in this project's words. A new version of DuckDB is checked here first.
 */
@NullMarked
package io.forebay.warehouse.duckdb.driver;

import org.jspecify.annotations.NullMarked;
