package io.forebay.spi.format;

import io.forebay.spi.warehouse.ColumnType;

/**
 * A column of the files.
 *
 * @param index its place in the {@code Rows} that are written, from 0
 */
public record WriteColumn(int index, String name, ColumnType type) {}
