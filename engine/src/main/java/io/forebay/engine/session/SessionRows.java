package io.forebay.engine.session;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ForwardedRows;
import io.forebay.spi.warehouse.Rows;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** A result whose statement runs until its last row is read; a failure on the way is the session's to know. */
final class SessionRows extends ForwardedRows {
    /** Rows between two looks at whether somebody has cancelled, which the warehouse need not see between its own. */
    private static final int LOOK = 256;

    private final LongConsumer ended;
    private final UnaryOperator<ForebayException> failed;
    private final BooleanSupplier cancelled;
    private long count;
    private int untilLook = LOOK;
    private boolean over;

    /** @param ended called once, at the last row or on close, with the rows that were read @param cancelled whether the statement was */
    SessionRows(Rows rows, LongConsumer ended, UnaryOperator<ForebayException> failed, BooleanSupplier cancelled) {
        super(rows);
        this.ended = ended;
        this.failed = failed;
        this.cancelled = cancelled;
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
    public void close() {
        end();
        super.close();
    }
}
