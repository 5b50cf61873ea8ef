package io.forebay.format.parquet.file;

import org.apache.parquet.format.CompressionCodec;

/**
 * Where the pages of one column in one row group are.
 *
 * @param start the place in the file of the first page, a dictionary or not
 * @param last the place behind the last, as the footer says
 * @param end the place that the last surely does not go beyond, as some footers say too little
 * @param uncompressed the bytes that they say they become, headers included
 * @param values how many there are, nulls and empty lists included
 */
public record ColumnPages(
        Node column, CompressionCodec codec, long start, long last, long end, long uncompressed, long values) {}
