package io.forebay.format.kit.columnar;

import io.forebay.format.kit.value.Wide;

/** Decimals without digits behind the point into SMALLINT, INTEGER and BIGINT. */
final class DecimalToWhole implements Conversion {
    private final boolean wide;
    private final TextPath path;

    DecimalToWhole(FileType type, TextPath path) {
        this.wide = type.wide();
        this.path = path;
    }

    @Override
    public void convert(Values values) {
        for (int row = 0; row < values.count; row++) {
            long low = values.longs[row];
            long high = wide ? values.highs[row] : low >> 63;
            if (high != low >> 63 || low != (short) low) {
                path.take(values, row, Wide.value(high, low).toString());
            }
        }
    }
}
