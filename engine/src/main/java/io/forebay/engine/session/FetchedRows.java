package io.forebay.engine.session;

import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.math.BigDecimal;
import java.util.List;

/** The next rows of a cursor, which stays open. */
final class FetchedRows implements Rows {
    private final Rows cursor;
    private long left;

    FetchedRows(Rows cursor, long most) {
        this.cursor = cursor;
        this.left = most;
    }

    @Override
    public List<ResultColumn> columns() {
        return cursor.columns();
    }

    @Override
    public boolean next() {
        return left-- > 0 && cursor.next();
    }

    @Override
    public boolean isNull(int column) {
        return cursor.isNull(column);
    }

    @Override
    public long longAt(int column) {
        return cursor.longAt(column);
    }

    @Override
    public double doubleAt(int column) {
        return cursor.doubleAt(column);
    }

    @Override
    public boolean booleanAt(int column) {
        return cursor.booleanAt(column);
    }

    @Override
    public BigDecimal decimalAt(int column) {
        return cursor.decimalAt(column);
    }

    @Override
    public long unscaledAt(int column) {
        return cursor.unscaledAt(column);
    }

    @Override
    public String textAt(int column) {
        return cursor.textAt(column);
    }

    @Override
    public byte[] utf8At(int column) {
        return cursor.utf8At(column);
    }

    @Override
    public byte[] bytesAt(int column) {
        return cursor.bytesAt(column);
    }

    @Override
    public long updateCount() {
        return 0;
    }

    @Override
    public void close() {}
}
