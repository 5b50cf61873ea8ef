package io.forebay.torture.wire;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Three rows with a column of each type: ordinary values, the ends of their ranges, and nulls. */
final class CannedRows implements Rows {
    static final List<ResultColumn> COLUMNS = Arrays.stream(TypeKind.values())
            .map(kind -> new ResultColumn(kind.name(), ColumnType.of(kind)))
            .toList();

    private static final long MICROS_OF_DAY = 86_400_000_000L;
    private static final long[] LONGS = {-1, 32_767, 0};

    private final List<ResultColumn> columns;
    private int row = -1;

    CannedRows(List<ResultColumn> columns) {
        this.columns = columns;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        return !columns.isEmpty() && ++row < LONGS.length;
    }

    @Override
    public boolean isNull(int column) {
        return row == 2;
    }

    @Override
    public long longAt(int column) {
        // A time of day is never below zero.
        boolean ofDay = columns.get(column).type().kind() == TypeKind.TIME;
        return ofDay ? Math.floorMod(LONGS[row], MICROS_OF_DAY) : LONGS[row];
    }

    @Override
    public double doubleAt(int column) {
        return row == 0 ? Double.NaN : Float.MAX_VALUE;
    }

    @Override
    public boolean booleanAt(int column) {
        return row == 0;
    }

    @Override
    public BigDecimal decimalAt(int column) {
        return BigDecimal.valueOf(LONGS[row]);
    }

    @Override
    public String textAt(int column) {
        return row == 0 ? "\u00e9\0\ud83d\ude00" : "12:34:56+00";
    }

    @Override
    public byte[] bytesAt(int column) {
        return new byte[] {0, -1};
    }

    @Override
    public long updateCount() {
        return 0;
    }

    @Override
    public void close() {}
}
