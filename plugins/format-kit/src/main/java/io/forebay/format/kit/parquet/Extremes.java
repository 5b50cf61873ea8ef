package io.forebay.format.kit.parquet;

import io.forebay.format.kit.write.RowBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The least and the greatest value of a column in a row group, in the order that Parquet defines for its type. */
final class Extremes {
    /** Longer texts are not kept: readers use them to pass over row groups, which is not worth much memory. */
    private static final int LONGEST = 64;

    private final ParquetType type;
    private byte @Nullable [] least;
    private byte @Nullable [] greatest;
    private boolean unknown;

    Extremes(ParquetType type) {
        this.type = type;
        this.unknown = type.physical() == ParquetType.INT96 || type.physical() == ParquetType.BOOLEAN;
    }

    /** @param start of a value in its plain form, which ends where the bytes end */
    void take(RowBytes values, int start) {
        if (unknown) {
            return;
        }
        int from = type.physical() == ParquetType.BYTE_ARRAY ? start + 4 : start;
        if (values.length() - from > LONGEST || notANumber(values.array(), from)) {
            unknown = true;
            return;
        }
        if (least == null || compare(values.array(), from, values.length(), least) < 0) {
            least = Arrays.copyOfRange(values.array(), from, values.length());
        }
        if (greatest == null || compare(values.array(), from, values.length(), greatest) > 0) {
            greatest = Arrays.copyOfRange(values.array(), from, values.length());
        }
    }

    private boolean notANumber(byte[] bytes, int at) {
        return switch (type.physical()) {
            case ParquetType.FLOAT -> Float.isNaN(little(bytes, at, 4).getFloat());
            case ParquetType.DOUBLE -> Double.isNaN(little(bytes, at, 8).getDouble());
            default -> false;
        };
    }

    private int compare(byte[] bytes, int from, int to, byte[] other) {
        return switch (type.physical()) {
            case ParquetType.INT32 ->
                Integer.compare(
                        little(bytes, from, 4).getInt(), little(other, 0, 4).getInt());
            case ParquetType.INT64 ->
                Long.compare(
                        little(bytes, from, 8).getLong(), little(other, 0, 8).getLong());
            case ParquetType.FLOAT ->
                Float.compare(
                        little(bytes, from, 4).getFloat(), little(other, 0, 4).getFloat());
            case ParquetType.DOUBLE ->
                Double.compare(
                        little(bytes, from, 8).getDouble(), little(other, 0, 8).getDouble());
            case ParquetType.FIXED -> signed(bytes, from, other);
            default -> Arrays.compareUnsigned(bytes, from, to, other, 0, other.length);
        };
    }

    private static ByteBuffer little(byte[] bytes, int at, int length) {
        return ByteBuffer.wrap(bytes, at, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Of the same length, the highest byte first. */
    private static int signed(byte[] bytes, int from, byte[] other) {
        int first = Byte.compare(bytes[from], other[0]);
        return first != 0
                ? first
                : Arrays.compareUnsigned(bytes, from + 1, from + other.length, other, 1, other.length);
    }

    /** Adds them to a Statistics struct; without any value or where they are not known, nothing. */
    void add(ThriftStruct statistics) {
        byte[] low = least;
        byte[] high = greatest;
        if (!unknown && low != null && high != null) {
            statistics.binary(5, zero(high, true)).binary(6, zero(low, false));
        }
    }

    /** Zero has two forms that are equal: the greatest is the positive one, the least the negative one. */
    private byte[] zero(byte[] value, boolean positive) {
        boolean zero =
                switch (type.physical()) {
                    case ParquetType.FLOAT -> little(value, 0, 4).getFloat() == 0;
                    case ParquetType.DOUBLE -> little(value, 0, 8).getDouble() == 0;
                    default -> false;
                };
        if (!zero) {
            return value;
        }
        byte[] chosen = new byte[value.length];
        chosen[chosen.length - 1] = positive ? 0 : (byte) 0x80;
        return chosen;
    }
}
