package io.forebay.engine.session;

import io.forebay.spi.warehouse.ForwardedRows;
import io.forebay.spi.warehouse.Rows;

/** The next rows of a cursor, which stays open. */
final class FetchedRows extends ForwardedRows {
    private long left;

    FetchedRows(Rows cursor, long most) {
        super(cursor);
        this.left = most;
    }

    @Override
    public boolean next() {
        return left-- > 0 && rows.next();
    }

    @Override
    public long updateCount() {
        return 0;
    }

    @Override
    public void close() {}
}
