package io.forebay.warehouse.postgresql.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decimals as PostgreSQL receives them: digits of base 10000 aligned at the point, without zeros at either end. SOURCE:
 * {@code numeric_recv} in PostgreSQL's {@code src/backend/utils/adt/numeric.c}.
 */
final class Numeric {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int BASE = 10_000;
    private static final int DIGITS = 4;

    /** The length of the value, then four numbers of 16 bits, then the groups. */
    private static final int HEADER = Integer.BYTES + 4 * Short.BYTES;

    private static final short NEGATIVE = 0x4000;

    /** What brings the digits behind the point to a whole number of groups, by the digits that are missing. */
    private static final int[] PADS = {1, 10, 100, 1000};

    /** Values up to this take any pad. */
    private static final long NARROW = Long.MAX_VALUE / 1000;

    /** The most groups of any DECIMAL: 39 digits, not aligned. */
    private static final int MOST_GROUPS = 11;

    /** The most bytes of a value, with its length before it. */
    static final int MOST_BYTES = HEADER + MOST_GROUPS * Short.BYTES;

    private Numeric() {}

    /**
     * Writes value / 10^scale.
     *
     * @return the place behind it
     */
    static int put(byte[] out, int at, long value, int scale) {
        if (value > NARROW || value < -NARROW) {
            return putLong(out, at, value >> 63, value, scale);
        }
        int fraction = fractionGroups(scale);
        long left = Math.abs(value) * PADS[fraction * DIGITS - scale];
        int groups = groups(left);
        int end = at + HEADER + groups * Short.BYTES;
        int last = end;
        for (int place = end - Short.BYTES; place >= at + HEADER; place -= Short.BYTES) {
            long rest = left / BASE;
            int group = (int) (left - rest * BASE);
            SHORTS.set(out, place, (short) group);
            last = group == 0 && last == place + Short.BYTES ? place : last;
            left = rest;
        }
        return finish(out, at, last, groups - fraction - 1, value < 0, scale);
    }

    /** The same for a value of 128 bits in two's complement. */
    static int put(byte[] out, int at, long high, long low, int scale) {
        return high == low >> 63 && low <= NARROW && low >= -NARROW
                ? put(out, at, low, scale)
                : putLong(out, at, high, low, scale);
    }

    /** By long division, and from the end: how many groups there are is known when all are written. */
    private static int putLong(byte[] out, int at, long high, long low, int scale) {
        long upper = high < 0 ? ~high + (low == 0 ? 1 : 0) : high;
        long lower = high < 0 ? -low : low;
        int fraction = fractionGroups(scale);
        int pad = PADS[fraction * DIGITS - scale];
        int end = at + MOST_BYTES;
        int place = end;
        int last = end;
        while ((upper | lower) != 0) {
            int divisor = place == end ? BASE / pad : BASE;
            long a = upper >>> 32;
            long b = a % divisor << 32 | upper & 0xffffffffL;
            long c = b % divisor << 32 | lower >>> 32;
            long d = c % divisor << 32 | lower & 0xffffffffL;
            int group = (int) (d % divisor) * (BASE / divisor);
            upper = a / divisor << 32 | b / divisor;
            lower = c / divisor << 32 | d / divisor;
            last = group == 0 && last == place ? place - Short.BYTES : last;
            place -= Short.BYTES;
            SHORTS.set(out, place, (short) group);
        }
        System.arraycopy(out, place, out, at + HEADER, last - place);
        int groups = (end - place) / Short.BYTES;
        return finish(out, at, at + HEADER + last - place, groups - fraction - 1, high < 0, scale);
    }

    /** Groups behind the point of values of the scale. */
    private static int fractionGroups(int scale) {
        return (scale + DIGITS - 1) / DIGITS;
    }

    /** How many groups a number has that is not negative; 0 for zero. */
    private static int groups(long number) {
        if (number < 100_000_000L) {
            return number < BASE ? number == 0 ? 0 : 1 : 2;
        }
        if (number < 10_000_000_000_000_000L) {
            return number < 1_000_000_000_000L ? 3 : 4;
        }
        return 5;
    }

    /** Writes what stands before the groups. @param weight of the first group, in groups before the point, from 0 */
    private static int finish(byte[] out, int at, int end, int weight, boolean negative, int scale) {
        int groups = (end - at - HEADER) / Short.BYTES;
        INTS.set(out, at, end - at - Integer.BYTES);
        SHORTS.set(out, at + 4, (short) groups);
        SHORTS.set(out, at + 6, (short) (groups == 0 ? 0 : weight));
        SHORTS.set(out, at + 8, negative ? NEGATIVE : 0);
        SHORTS.set(out, at + 10, (short) scale);
        return end;
    }
}
