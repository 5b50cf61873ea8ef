package io.forebay.engine.session;

import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A result that is made here: SHOW, COPY JOB EXPLAIN, or none at all. */
final class ValueRows implements Rows {
    private final List<ResultColumn> columns;
    private final Iterator<List<@Nullable Object>> rows;
    private final Runnable close;
    private List<@Nullable Object> row = List.of();

    /** @param rows values as {@link Rows} gives them: microseconds for times */
    ValueRows(List<ResultColumn> columns, Iterator<List<@Nullable Object>> rows) {
        this(columns, rows, () -> {});
    }

    /** @param close lets go of what the rows are made from */
    ValueRows(List<ResultColumn> columns, Iterator<List<@Nullable Object>> rows, Runnable close) {
        this.columns = columns;
        this.rows = rows;
        this.close = close;
    }

    ValueRows(List<ResultColumn> columns, List<List<@Nullable Object>> rows) {
        this(columns, rows.iterator());
    }

    static Rows none() {
        return new ValueRows(List.of(), List.of());
    }

    /** Rows that are made one by one from something else. */
    static <T> Iterator<List<@Nullable Object>> mapped(Iterator<T> from, Function<T, List<@Nullable Object>> row) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return from.hasNext();
            }

            @Override
            public List<@Nullable Object> next() {
                return row.apply(from.next());
            }
        };
    }

    /** A moment as a TIMESTAMP's value. */
    static @Nullable Long micros(@Nullable Instant moment) {
        return moment == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        boolean more = rows.hasNext();
        if (more) {
            row = rows.next();
        }
        return more;
    }

    private Object at(int column) {
        return Objects.requireNonNull(row.get(column));
    }

    @Override
    public boolean isNull(int column) {
        return row.get(column) == null;
    }

    @Override
    public long longAt(int column) {
        return ((Number) at(column)).longValue();
    }

    @Override
    public double doubleAt(int column) {
        return ((Number) at(column)).doubleValue();
    }

    @Override
    public boolean booleanAt(int column) {
        return (Boolean) at(column);
    }

    @Override
    public BigDecimal decimalAt(int column) {
        return (BigDecimal) at(column);
    }

    @Override
    public String textAt(int column) {
        return at(column).toString();
    }

    @Override
    public byte[] bytesAt(int column) {
        return (byte[]) at(column);
    }

    @Override
    public long updateCount() {
        return 0;
    }

    @Override
    public void close() {
        close.run();
    }
}
