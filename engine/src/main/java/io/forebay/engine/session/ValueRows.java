package io.forebay.engine.session;

import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A small result that is made here: SHOW, or none at all. */
final class ValueRows implements Rows {
    private final List<ResultColumn> columns;
    private final List<List<@Nullable Object>> rows;
    private int row = -1;

    ValueRows(List<ResultColumn> columns, List<List<@Nullable Object>> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    static Rows none() {
        return new ValueRows(List.of(), List.of());
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        row++;
        return row < rows.size();
    }

    private Object at(int column) {
        return Objects.requireNonNull(rows.get(row).get(column));
    }

    @Override
    public boolean isNull(int column) {
        return rows.get(row).get(column) == null;
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
    public void close() {}
}
