package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.FileType;
import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.kit.time.EpochMoments;
import io.forebay.format.kit.value.LoadError;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.file.Physical;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes of values as they are stored what {@link FileType} says that they are, where that is not the same. Stateless. */
enum Meaning {
    SAME {
        @Override
        void apply(Values stored, Values values, Node column) {}
    },
    /** INT32 without a sign. */
    UNSIGNED {
        @Override
        void apply(Values stored, Values values, Node column) {
            for (int row = 0; row < values.count; row++) {
                values.longs[row] &= 0xFFFF_FFFFL;
            }
        }
    },
    /** Bytes of two's complement, the highest first, into numbers of 64 or 128 bits. */
    DECIMAL {
        @Override
        void apply(Values stored, Values values, Node column) {
            long[] longs = values.longs();
            long[] highs = column.type().wide() ? values.highs() : values.highs;
            for (int row = 0; row < values.count; row++) {
                byte[] bytes = stored.bytes[row];
                int from = stored.from[row];
                int length = stored.length[row];
                if (length < 1 || length > LONG) {
                    decimal(values, column.type(), row, bytes, from, length);
                    continue;
                }
                long value = bytes[from];
                for (int at = from + 1; at < from + length; at++) {
                    value = value << 8 | bytes[at] & 0xFF;
                }
                longs[row] = value;
                if (column.type().wide()) {
                    highs[row] = value >> 63;
                }
            }
        }
    },
    /** Nanoseconds of a day, and the Julian day. */
    INT96 {
        @Override
        void apply(Values stored, Values values, Node column) {
            long[] longs = values.longs();
            for (int row = 0; row < values.count; row++) {
                ByteBuffer bytes =
                        ByteBuffer.wrap(stored.bytes[row], stored.from[row], 12).order(ByteOrder.LITTLE_ENDIAN);
                long nanos = bytes.getLong();
                long day = (long) bytes.getInt() - JULIAN_EPOCH;
                longs[row] = EpochMoments.inRange(day)
                        ? day * EpochMoments.MICROS + Math.floorDiv(nanos, 1000L)
                        : day < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
        }
    },
    HALF {
        @Override
        void apply(Values stored, Values values, Node column) {
            double[] doubles = values.doubles();
            for (int row = 0; row < values.count; row++) {
                int from = stored.from[row];
                doubles[row] = real(stored.bytes[row][from] & 0xFF | stored.bytes[row][from + 1] << 8);
            }
        }
    };

    private static final int LONG = 8;
    private static final int WIDE = 16;

    /** Bytes of a decimal that are looked at. */
    private static final int MOST_DIGITS = 256;

    private static final long JULIAN_EPOCH = 2_440_588;

    static Meaning of(Node column) {
        Physical physical = column.physical();
        FileType type = column.type();
        boolean bytes = physical == Physical.BINARY || physical == Physical.FIXED;
        if (type.kind() == Kind.DECIMAL && bytes) {
            return DECIMAL;
        }
        if (type.kind() == Kind.REAL && bytes) {
            return HALF;
        }
        if (physical == Physical.INT96) {
            return INT96;
        }
        boolean unsigned = physical == Physical.INT32 && type.kind() == Kind.INTEGER && type.digits() > Integer.SIZE;
        return unsigned ? UNSIGNED : SAME;
    }

    /** Whether values are stored as bytes and become something else. */
    boolean moves() {
        return this == DECIMAL || this == INT96 || this == HALF;
    }

    /**
     * Of rows 0 to {@code values.count - 1}, none of which is null.
     *
     * @param stored where the values are; the same as {@code values} unless it {@link #moves}
     */
    abstract void apply(Values stored, Values values, Node column);

    private static void decimal(Values values, FileType type, int row, byte[] bytes, int from, int length) {
        BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(bytes, from, Math.min(length, MOST_DIGITS));
        boolean fits = length <= MOST_DIGITS && value.bitLength() < (type.wide() ? WIDE : LONG) * 8;
        values.longs[row] = fits ? value.longValue() : 0;
        if (type.wide()) {
            values.highs[row] = fits ? value.shiftRight(Long.SIZE).longValue() : 0;
        }
        if (length == 0 || !fits) {
            String raw = length == 0 || length > MOST_DIGITS ? "" : new BigDecimal(value, type.scale()).toString();
            values.fail(row, LoadError.OUT_OF_RANGE, "Decimal of " + length + " bytes is out of range", raw);
        }
    }

    /** A number of 16 bits: a sign, five bits of an exponent, ten of a fraction. SOURCE: IEEE 754-2008, binary16. */
    private static float real(int bits) {
        int exponent = bits >>> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float size = exponent == 0
                ? fraction * 0x1p-24f
                : exponent == 0x1F
                        ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                        : Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
