package io.forebay.engine.session;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;

/** A result whose statement runs until its last row is read; a failure on the way is the session's to know. */
final class SessionRows implements Rows {
    private final Rows rows;
    private final Runnable ended;
    private final UnaryOperator<ForebayException> failed;
    private boolean over;

    /** @param ended called once, at the last row or on close */
    SessionRows(Rows rows, Runnable ended, UnaryOperator<ForebayException> failed) {
        this.rows = rows;
        this.ended = ended;
        this.failed = failed;
    }

    @Override
    public List<ResultColumn> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        try {
            boolean more = rows.next();
            if (!more) {
                end();
            }
            return more;
        } catch (ForebayException e) {
            end();
            throw failed.apply(e);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            ended.run();
        }
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
        end();
        rows.close();
    }
}
