package io.forebay.format.kit.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes in a {@code long}, the first byte lowest. A mask has the top bit of a byte set where that byte matches,
 * and no other bits.
 */
public final class Words {
    /** Bytes that must be readable behind the last one that counts. */
    public static final int SLACK = 16;

    public static final long TOP_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long REST_BITS = ~TOP_BITS;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The eight bytes from {@code at}; all of them must be in the array. */
    public static long load(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The byte eight times. */
    public static long repeat(byte value) {
        return (value & 0xFF) * LOW_BITS;
    }

    /** Where the word has the byte that {@code pattern} repeats; exact for each byte. */
    public static long matches(long word, long pattern) {
        long difference = word ^ pattern;
        return ~(((difference & REST_BITS) + REST_BITS) | difference | REST_BITS);
    }

    /** Not zero when a byte is NUL; exact up to and with the lowest such byte. */
    public static long nuls(long word) {
        return (word - LOW_BITS) & ~word & TOP_BITS;
    }

    /** The number of the byte, 0 to 7, that the lowest bit of a mask is for. */
    public static int first(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    /** How often the byte occurs in {@code [from, to)}; looks closer at 32 bytes only when it is among them. */
    public static int count(byte[] bytes, int from, int to, byte value) {
        long pattern = repeat(value);
        int count = 0;
        int at = from;
        for (; at + 32 <= to; at += 32) {
            long first = load(bytes, at) ^ pattern;
            long second = load(bytes, at + 8) ^ pattern;
            long third = load(bytes, at + 16) ^ pattern;
            long fourth = load(bytes, at + 24) ^ pattern;
            long any = (first - LOW_BITS & ~first)
                    | (second - LOW_BITS & ~second)
                    | (third - LOW_BITS & ~third)
                    | (fourth - LOW_BITS & ~fourth);
            if ((any & TOP_BITS) != 0) {
                count += Long.bitCount(matches(first, 0))
                        + Long.bitCount(matches(second, 0))
                        + Long.bitCount(matches(third, 0))
                        + Long.bitCount(matches(fourth, 0));
            }
        }
        for (; at + 8 <= to; at += 8) {
            count += Long.bitCount(matches(load(bytes, at), pattern));
        }
        for (; at < to; at++) {
            count += bytes[at] == value ? 1 : 0;
        }
        return count;
    }

    /** The first place in {@code [from, to)} that has the byte, or -1. */
    public static int find(byte[] bytes, int from, int to, byte value) {
        long pattern = repeat(value);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long mask = matches(load(bytes, at), pattern);
            if (mask != 0) {
                return at + first(mask);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == value) {
                return at;
            }
        }
        return -1;
    }

    /** The last place in {@code [from, to)} that has the byte, or -1. */
    public static int findLast(byte[] bytes, int from, int to, byte value) {
        long pattern = repeat(value);
        int end = to;
        for (; end - 8 >= from; end -= 8) {
            long mask = matches(load(bytes, end - 8), pattern);
            if (mask != 0) {
                return end - 1 - (Long.numberOfLeadingZeros(mask) >>> 3);
            }
        }
        while (end > from && bytes[end - 1] != value) {
            end--;
        }
        return end > from ? end - 1 : -1;
    }
}
