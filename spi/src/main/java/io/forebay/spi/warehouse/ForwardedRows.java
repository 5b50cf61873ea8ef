package io.forebay.spi.warehouse;

import java.math.BigDecimal;
import java.util.List;

/** Another result's values, where what happens between its rows or at its end is different. Notices stay with the other. */
public abstract class ForwardedRows implements Rows {
    protected final Rows rows;

    protected ForwardedRows(Rows rows) {
        this.rows = rows;
    }

    @Override
    public List<ResultColumn> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        return rows.next();
    }

    @Override
    public boolean isNull(int column) {
        return rows.isNull(column);
    }

    @Override
    public long longAt(int column) {
        return rows.longAt(column);
    }

    @Override
    public double doubleAt(int column) {
        return rows.doubleAt(column);
    }

    @Override
    public boolean booleanAt(int column) {
        return rows.booleanAt(column);
    }

    @Override
    public BigDecimal decimalAt(int column) {
        return rows.decimalAt(column);
    }

    @Override
    public long unscaledAt(int column) {
        return rows.unscaledAt(column);
    }

    @Override
    public String textAt(int column) {
        return rows.textAt(column);
    }

    @Override
    public byte[] utf8At(int column) {
        return rows.utf8At(column);
    }

    @Override
    public byte[] bytesAt(int column) {
        return rows.bytesAt(column);
    }

    @Override
    public long updateCount() {
        return rows.updateCount();
    }

    @Override
    public void close() {
        rows.close();
    }
}
