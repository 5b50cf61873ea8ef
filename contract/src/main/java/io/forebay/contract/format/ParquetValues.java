package io.forebay.contract.format;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What pages of Parquet hold, in each encoding. A value is its bytes, the lowest first, and of a text no length; a boolean is
 * one byte. SOURCE: Apache Parquet format, {@code Encodings.md}.
 */
public final class ParquetValues {
    private static final int GROUP = 8;
    private static final int MINI = 32;
    private static final int MINIS = 4;

    private ParquetValues() {}

    /** PLAIN of values of one size. */
    public static byte[] plain(List<byte[]> values) {
        return join(values.toArray(new byte[0][]));
    }

    /** PLAIN of texts. */
    public static byte[] plainTexts(List<byte[]> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] value : values) {
            out.writeBytes(little(value.length, 4));
            out.writeBytes(value);
        }
        return out.toByteArray();
    }

    /** PLAIN of booleans, and any numbers as bits. */
    public static byte[] bits(int width, long[] numbers, int from, int to) {
        byte[] bytes = new byte[((to - from) * width + 7) / 8];
        for (int i = from; i < to; i++) {
            for (int bit = 0; bit < width; bit++) {
                int at = (i - from) * width + bit;
                bytes[at / 8] |= (byte) ((numbers[i] >>> bit & 1) << at % 8);
            }
        }
        return bytes;
    }

    /** BYTE_STREAM_SPLIT. */
    public static byte[] split(List<byte[]> values, int size) {
        byte[] bytes = new byte[values.size() * size];
        for (int i = 0; i < values.size(); i++) {
            for (int each = 0; each < size; each++) {
                bytes[each * values.size() + i] = values.get(i)[each];
            }
        }
        return bytes;
    }

    /**
     * Runs and bits, as levels, entries of a dictionary and booleans are stored.
     *
     * @param run asked at each place whether equal numbers become a run there, or the next eight bits
     */
    public static byte[] hybrid(int width, long[] numbers, BooleanSupplier run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < numbers.length) {
            int to = at + 1;
            if (run.getAsBoolean()) {
                while (to < numbers.length && numbers[to] == numbers[at]) {
                    to++;
                }
                out.writeBytes(varint((long) (to - at) << 1));
                out.writeBytes(little(numbers[at], (width + 7) / 8));
            } else {
                to = Math.min(numbers.length, at + GROUP);
                out.write(3);
                out.writeBytes(java.util.Arrays.copyOf(bits(width, numbers, at, to), width));
            }
            at = to;
        }
        return out.toByteArray();
    }

    /** DELTA_BINARY_PACKED in blocks of 128, each of four groups; deltas wrap around. */
    public static byte[] deltas(long[] numbers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(join(varint(MINI * MINIS), varint(MINIS), varint(numbers.length)));
        out.writeBytes(zigzag(numbers.length == 0 ? 0 : numbers[0]));
        for (int at = 1; at < numbers.length; at += MINI * MINIS) {
            block(numbers, at, out);
        }
        return out.toByteArray();
    }

    private static void block(long[] numbers, int from, ByteArrayOutputStream out) {
        int to = Math.min(numbers.length, from + MINI * MINIS);
        long least = Long.MAX_VALUE;
        for (int i = from; i < to; i++) {
            least = Math.min(least, numbers[i] - numbers[i - 1]);
        }
        long[] deltas = new long[MINI * MINIS];
        int[] widths = new int[MINIS];
        for (int i = from; i < to; i++) {
            deltas[i - from] = numbers[i] - numbers[i - 1] - least;
            int mini = (i - from) / MINI;
            widths[mini] = Math.max(widths[mini], Long.SIZE - Long.numberOfLeadingZeros(deltas[i - from]));
        }
        out.writeBytes(zigzag(least));
        for (int width : widths) {
            out.write(width);
        }
        for (int mini = 0; mini * MINI < to - from; mini++) {
            out.writeBytes(bits(widths[mini], deltas, mini * MINI, (mini + 1) * MINI));
        }
    }

    /** DELTA_LENGTH_BYTE_ARRAY. */
    public static byte[] lengths(List<byte[]> values) {
        return join(deltas(values.stream().mapToLong(value -> value.length).toArray()), plain(values));
    }

    /** DELTA_BYTE_ARRAY. */
    public static byte[] prefixes(List<byte[]> values) {
        long[] shared = new long[values.size()];
        byte[][] rests = new byte[values.size()][];
        byte[] last = {};
        for (int i = 0; i < shared.length; i++) {
            byte[] value = values.get(i);
            int differs = java.util.Arrays.mismatch(last, value);
            int prefix = differs < 0 ? value.length : differs;
            shared[i] = prefix;
            rests[i] = java.util.Arrays.copyOfRange(value, prefix, value.length);
            last = value;
        }
        return join(deltas(shared), lengths(List.of(rests)));
    }

    /** Levels as a page of the first version has them, and RLE of booleans: behind their length. */
    public static byte[] sized(byte[] runs) {
        return join(little(runs.length, 4), runs);
    }

    public static byte[] little(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    public static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        while (left >>> 7 != 0) {
            out.write((int) left & 0x7F | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }

    static byte[] zigzag(long value) {
        return varint(value << 1 ^ value >> 63);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
