package io.forebay.format.kit.write;

import io.forebay.spi.warehouse.Rows;

/** Writes a row as the text of one record, its line end included. */
@FunctionalInterface
public interface RowText {
    void add(Rows rows, RowBytes out);
}
