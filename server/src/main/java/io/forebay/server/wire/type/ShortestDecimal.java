package io.forebay.server.wire.type;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as a binary number, and of those the one that is closest to it; never one that lies
 * exactly between two numbers, which PostgreSQL does not take. By integers of 64 bits alone. SOURCE: R. Giulietti, "The
 * Schubfach way to render doubles", 2021.
 */
final class ShortestDecimal {
    /** The powers of ten that doubles need. */
    private static final int LEAST_POWER = -292;

    private static final int MOST_POWER = 324;
    private static final int HIGH_BITS = 63;
    private static final long LOW_MASK = Long.MAX_VALUE;

    /** Each power of ten as an integer of 126 bits, rounded up: the upper and the lower 63. */
    private static final long[] UPPER = new long[MOST_POWER - LEAST_POWER + 1];

    private static final long[] LOWER = new long[UPPER.length];

    static {
        for (int power = LEAST_POWER; power <= MOST_POWER; power++) {
            int shift = 2 * HIGH_BITS - 1 - log2OfTenTo(power);
            BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
            BigInteger scaled = power >= 0
                    ? ten.shiftLeft(shift)
                    : BigInteger.ONE.shiftLeft(shift).divide(ten);
            BigInteger above = scaled.add(BigInteger.ONE);
            UPPER[power - LEAST_POWER] = above.shiftRight(HIGH_BITS).longValueExact();
            LOWER[power - LEAST_POWER] = above.longValue() & LOW_MASK;
        }
    }

    private ShortestDecimal() {}

    /** floor(log2(10^power)). */
    private static int log2OfTenTo(int power) {
        return (int) (power * 913_124_641_741L >> 38);
    }

    /**
     * Ten to what power {@link #digits} count, for a number {@code mantissa · 2^exponent}.
     *
     * @param uneven whether the next smaller number is only half as far away as the next larger one
     */
    static int power(int exponent, boolean uneven) {
        // floor(log10(2^exponent)), or of three quarters of that
        return (int) (exponent * 661_971_961_083L - (uneven ? 274_743_187_321L : 0) >> 41);
    }

    /** @param mantissa above 0, at most 2^53 */
    static long digits(long mantissa, int exponent, boolean uneven) {
        int power = power(exponent, uneven);
        int shift = exponent + log2OfTenTo(-power) + 2;
        int place = -power - LEAST_POWER;
        // Four times the number and the bounds of what reads back as it, in units of the power
        long value = scaled(place, mantissa << 2, shift);
        long below = scaled(place, (mantissa << 2) - (uneven ? 1 : 2), shift);
        long above = scaled(place, (mantissa << 2) + 2, shift);
        long floor = value >> 2;
        if (floor >= 10) {
            long tens = floor / 10 * 10;
            boolean lower = below < tens << 2;
            boolean upper = tens + 10 << 2 < above;
            if (lower != upper) {
                return lower ? tens : tens + 10;
            }
        }
        boolean lower = below < floor << 2;
        boolean upper = floor + 1 << 2 < above;
        if (lower != upper) {
            return lower ? floor : floor + 1;
        }
        long half = value - (2 * floor + 1 << 1);
        return half < 0 || half == 0 && (floor & 1) == 0 ? floor : floor + 1;
    }

    /** A power of ten times {@code number · 2^shift}: the integer part, odd when there is a fraction. */
    private static long scaled(int place, long number, int shift) {
        long shifted = number << shift;
        long low = UPPER[place] * shifted;
        long high = Math.multiplyHigh(UPPER[place], shifted);
        long fraction = (low >>> 1) + Math.multiplyHigh(LOWER[place], shifted);
        long whole = high + (fraction >>> HIGH_BITS);
        return whole | (fraction & LOW_MASK) + LOW_MASK >>> HIGH_BITS;
    }
}
