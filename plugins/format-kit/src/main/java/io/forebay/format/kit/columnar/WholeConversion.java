package io.forebay.format.kit.columnar;

import io.forebay.spi.warehouse.TypeKind;

/** Whole numbers into SMALLINT, INTEGER and BIGINT. */
final class WholeConversion implements Conversion {
    private final long least;
    private final long most;
    private final boolean unsigned;
    private final boolean always;
    private final TextPath path;

    /** Fewer bits than 32 are what a file says, not how it stores its numbers: they are checked. */
    WholeConversion(TypeKind column, FileType type, TextPath path) {
        int bits = column == TypeKind.SMALLINT ? 16 : column == TypeKind.INTEGER ? 32 : 64;
        this.least = -1L << bits - 1;
        this.most = ~least;
        this.unsigned = type.kind() == FileType.Kind.UNSIGNED;
        this.always = type.kind() == FileType.Kind.INTEGER && type.digits() >= Integer.SIZE && type.digits() <= bits;
        this.path = path;
    }

    @Override
    public boolean convertNarrow(Values values) {
        return always;
    }

    @Override
    public void convert(Values values) {
        if (always) {
            return;
        }
        long[] longs = values.longs;
        long floor = unsigned ? 0 : least;
        for (int row = 0; row < values.count; row++) {
            if (longs[row] < floor || longs[row] > most) {
                long value = longs[row];
                path.take(values, row, unsigned ? Long.toUnsignedString(value) : Long.toString(value));
            }
        }
    }
}
