package io.forebay.server.wire;

import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Rows that are made one by one. */
final class FakeRows implements Rows {
    private final List<ResultColumn> columns;
    private final long count;
    private final LongFunction<List<@Nullable Object>> maker;
    private long done;
    private List<@Nullable Object> row = List.of();

    /** @param maker gives the row of an index from 0: one object a column, of the class that {@link Rows#value} names */
    FakeRows(List<ResultColumn> columns, long count, LongFunction<List<@Nullable Object>> maker) {
        this.columns = columns;
        this.count = count;
        this.maker = maker;
    }

    static FakeRows none() {
        return new FakeRows(List.of(), 0, index -> List.of());
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        if (done == count) {
            return false;
        }
        row = maker.apply(done++);
        return true;
    }

    @Override
    public boolean isNull(int column) {
        return row.get(column) == null;
    }

    private Object at(int column) {
        Object value = row.get(column);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    @Override
    public long longAt(int column) {
        return (Long) at(column);
    }

    @Override
    public double doubleAt(int column) {
        return (Double) at(column);
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
        return (String) at(column);
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
        done = count;
    }
}
