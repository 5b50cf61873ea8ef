/**
 * What a Parquet file says of itself. In: the bytes at its end. Out: the tree of its columns, and where the values of the
 * wanted ones are. Always: nothing in the file was believed before it was compared with the file's size; no list was made
 * longer than bytes are there for. SOURCE: Apache Parquet format 2.12, {@code README.md}, {@code parquet.thrift} and
 * {@code LogicalTypes.md}.
 */
@NullMarked
package io.forebay.format.parquet.file;

import org.jspecify.annotations.NullMarked;
