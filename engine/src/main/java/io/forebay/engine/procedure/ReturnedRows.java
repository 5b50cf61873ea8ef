package io.forebay.engine.procedure;

import io.forebay.spi.warehouse.ForwardedRows;
import io.forebay.spi.warehouse.Rows;

/** Rows that give their statement back when they are closed. */
final class ReturnedRows extends ForwardedRows {
    private final Runnable closed;
    private boolean over;

    ReturnedRows(Rows rows, Runnable closed) {
        super(rows);
        this.closed = closed;
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            super.close();
            closed.run();
        }
    }
}
