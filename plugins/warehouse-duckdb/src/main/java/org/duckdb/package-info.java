/**
 * What has to be in the driver's own package: {@link org.duckdb.ChunkFunction} takes the place of a class of the driver's
 * that nobody else can see. Fits duckdb_jdbc 2.0.0.1.
 */
@NullMarked
package org.duckdb;

import org.jspecify.annotations.NullMarked;
