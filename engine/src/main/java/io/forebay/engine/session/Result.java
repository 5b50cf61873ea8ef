package io.forebay.engine.session;

import io.forebay.spi.warehouse.Rows;

/**
 * What one execution gave.
 *
 * @param rows its rows; without columns for a statement that gives none
 * @param tag the command tag's words, such as {@code INSERT 0 3}, {@code CREATE TABLE}, {@code COPY}; for a statement
 *     with rows ({@code SELECT}, {@code SHOW} …) without the count, which the protocol adds
 */
public record Result(Rows rows, String tag) implements AutoCloseable {
    @Override
    public void close() {
        rows.close();
    }
}
