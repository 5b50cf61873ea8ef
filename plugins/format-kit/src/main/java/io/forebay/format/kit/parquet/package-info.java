/**
 * Rows to Parquet files, version 1.0, as Redshift's UNLOAD writes them: every column optional, values plain, pages
 * compressed with Snappy. In: rows of a query. Out: a file that grows by row groups, of which one is in memory. SOURCE:
 * the Apache Parquet format, {@code parquet.thrift} and "Encodings"; the snappy format description.
 */
@NullMarked
package io.forebay.format.kit.parquet;

import org.jspecify.annotations.NullMarked;
