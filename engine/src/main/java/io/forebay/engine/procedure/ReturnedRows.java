package io.forebay.engine.procedure;

import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.math.BigDecimal;
import java.util.List;

/** Rows that give their statement back when they are closed. */
final class ReturnedRows implements Rows {
    private final Rows rows;
    private final Runnable closed;
    private boolean over;

    ReturnedRows(Rows rows, Runnable closed) {
        this.rows = rows;
        this.closed = closed;
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
    public String textAt(int column) {
        return rows.textAt(column);
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
        if (!over) {
            over = true;
            rows.close();
            closed.run();
        }
    }
}
