package io.forebay.warehouse.redshift.driver;

import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that is read row by row: has the row that it is at. */
public abstract class ReadRows implements Rows {
    private final List<ResultColumn> columns;
    private @Nullable Object @Nullable [] row;

    protected ReadRows(List<ResultColumn> columns) {
        this.columns = columns;
    }

    /** The next row, each value as {@link Rows} counts its type; null behind the last. */
    protected abstract @Nullable Object @Nullable [] read();

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        row = read();
        return row != null;
    }

    private Object at(int column) {
        @Nullable Object[] values = row;
        Object value = values == null ? null : values[column];
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null, or there is no row");
        }
        return value;
    }

    @Override
    public boolean isNull(int column) {
        @Nullable Object[] values = row;
        if (values == null) {
            throw new IllegalStateException("there is no row");
        }
        return values[column] == null;
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
}
