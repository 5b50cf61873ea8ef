package io.forebay.spi.warehouse;

/** A column of a result. */
public record ResultColumn(String name, ColumnType type) {}
