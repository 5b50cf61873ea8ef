package io.forebay.format.kit.columnar;

import io.forebay.format.kit.value.Wide;
import io.forebay.spi.warehouse.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Decimals and whole numbers into DECIMAL. Digits behind the column's scale are cut off, as COPY does with all decimals.
 */
final class DecimalConversion implements Conversion {
    private static final int LONG_DIGITS = 18;

    private final boolean wide;
    private final boolean unsigned;
    private final int scale;
    private final boolean toWide;

    /** What a number is multiplied with, else divided by; 0 when that is no long. */
    private final long factor;

    private final boolean divides;

    /** The numbers whose product or quotient surely has no more digits than the column: those nearer to zero. */
    private final long limit;

    private final TextPath path;

    DecimalConversion(FileType type, ColumnType column, TextPath path) {
        this.wide = type.wide();
        this.unsigned = type.kind() == FileType.Kind.UNSIGNED;
        this.scale = type.scale();
        this.toWide = column.precision() > LONG_DIGITS;
        int shift = column.scale() - scale;
        this.divides = shift < 0;
        this.factor = Math.abs(shift) > LONG_DIGITS ? 0 : Wide.ten(Math.abs(shift));
        int digits = column.precision() - shift;
        this.limit = digits < 0 ? 0 : digits > LONG_DIGITS ? Long.MAX_VALUE : Wide.ten(digits);
        this.path = path;
    }

    @Override
    public boolean convertNarrow(Values values) {
        boolean same = factor == 1 && !wide && !toWide && !unsigned;
        return same && values.narrowWithin(1 - limit, limit - 1);
    }

    @Override
    public void convert(Values values) {
        long[] longs = values.longs;
        boolean same = factor == 1;
        if (wide || toWide) {
            throughWide(values);
            return;
        }
        for (int row = 0; row < values.count; row++) {
            long value = longs[row];
            if (value >= limit || value <= -limit || factor == 0 || (unsigned && value < 0)) {
                slowly(values, row, 0, value);
            } else if (!same) {
                longs[row] = divides ? value / factor : value * factor;
            }
        }
    }

    private void throughWide(Values values) {
        long[] longs = values.longs;
        long[] highs = wide || toWide ? values.highs() : values.highs;
        for (int row = 0; row < values.count; row++) {
            long low = longs[row];
            long high = wide ? highs[row] : unsigned ? 0 : low >> 63;
            if (high != low >> 63 || low >= limit || low <= -limit || factor == 0) {
                slowly(values, row, high, low);
            } else {
                highs[row] = divides ? low / factor >> 63 : Math.multiplyHigh(low, factor);
                longs[row] = divides ? low / factor : low * factor;
            }
        }
    }

    private void slowly(Values values, int row, long high, long low) {
        BigInteger unscaled = wide
                ? Wide.value(high, low)
                : unsigned ? new BigInteger(Long.toUnsignedString(low)) : BigInteger.valueOf(low);
        values.longs[row] = 0;
        path.take(values, row, new BigDecimal(unscaled, scale).toPlainString());
    }
}
