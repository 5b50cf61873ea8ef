/**
 * The pages of a column. In: where they are in a file. Out: one page after the other, decompressed, with its levels and its
 * values apart. Always: checksums were right where there are any, a page has exactly the bytes that it says, and the memory
 * of all pages of all loads is bounded. SOURCE: Apache Parquet format, "Data Pages" and {@code Compression.md}.
 */
@NullMarked
package io.forebay.format.parquet.page;

import org.jspecify.annotations.NullMarked;
