package io.forebay.engine.session;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** A result whose statement runs until its last row is read; a failure on the way is the session's to know. */
final class SessionRows implements Rows {
    /** Rows between two looks at whether somebody has cancelled, which the warehouse need not see between its own. */
    private static final int LOOK = 256;

    private final Rows rows;
    private final LongConsumer ended;
    private final UnaryOperator<ForebayException> failed;
    private final BooleanSupplier cancelled;
    private long count;
    private int untilLook = LOOK;
    private boolean over;

    /** @param ended called once, at the last row or on close, with the rows that were read @param cancelled whether the statement was */
    SessionRows(Rows rows, LongConsumer ended, UnaryOperator<ForebayException> failed, BooleanSupplier cancelled) {
        this.rows = rows;
        this.ended = ended;
        this.failed = failed;
        this.cancelled = cancelled;
    }

    @Override
    public List<ResultColumn> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        try {
            if (--untilLook == 0) {
                untilLook = LOOK;
                if (cancelled.getAsBoolean()) {
                    throw ForebayException.cancelled();
                }
            }
            boolean more = rows.next();
            if (!more) {
                end();
            }
            count += more ? 1 : 0;
            return more;
        } catch (ForebayException e) {
            ForebayException reason = failed.apply(e);
            end();
            throw reason;
        }
    }

    private void end() {
        if (!over) {
            over = true;
            ended.accept(count);
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
        end();
        rows.close();
    }
}
