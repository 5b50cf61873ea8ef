package io.forebay.format.kit.value;

import java.math.BigInteger;

/**
 * The double that is nearest to digits × 10^exponent, from one or two products of 64 bits. SOURCE: D. Lemire, "Number
 * Parsing at a Gigabyte per Second", Software: Practice and Experience 51 (2021).
 */
final class NearestDouble {
    private static final int MIN_EXPONENT = -342;
    private static final int MAX_EXPONENT = 308;

    /** The bits of a double's fraction, and the ones that a product has beyond them. */
    private static final int FRACTION_BITS = 52;

    private static final int SHIFT = Long.SIZE - FRACTION_BITS - 3;
    private static final long UNSURE = -1L >>> (FRACTION_BITS + 3);
    private static final int BIAS = 1023;
    private static final int TOP_EXPONENT = 0x7FF;

    /** 5^q in 128 bits from the highest that is set, for each exponent: the high and the low half. */
    private static final long[] FIVES = fives();

    private NearestDouble() {}

    /** NaN when the products do not tell, and for what is too large, or too small to have all bits. @param digits above 0 */
    static double of(long digits, int exponent) {
        if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
            return Double.NaN;
        }
        int zeros = Long.numberOfLeadingZeros(digits);
        long factor = digits << zeros;
        int index = 2 * (exponent - MIN_EXPONENT);
        long high = multiplyHigh(factor, FIVES[index]);
        long low = factor * FIVES[index];
        if ((high & UNSURE) == UNSURE) {
            long more = multiplyHigh(factor, FIVES[index + 1]);
            low += more;
            high += Long.compareUnsigned(more, low) > 0 ? 1 : 0;
        }
        if (low == -1 && (exponent < -27 || exponent > 55)) {
            return Double.NaN;
        }
        int top = (int) (high >>> 63);
        long fraction = high >>> (top + SHIFT);
        int power = ((217_706 * exponent) >> 16) + 63 + top - zeros + BIAS;
        if (power <= 0) {
            return Double.NaN;
        }
        boolean half = Long.compareUnsigned(low, 1) <= 0 && exponent >= -4 && exponent <= 23 && (fraction & 3) == 1;
        if (half && fraction << (top + SHIFT) == high) {
            fraction &= ~1L;
        }
        fraction = (fraction + (fraction & 1)) >>> 1;
        if (fraction >= 2L << FRACTION_BITS) {
            fraction = 1L << FRACTION_BITS;
            power++;
        }
        return power >= TOP_EXPONENT
                ? Double.NaN
                : Double.longBitsToDouble(fraction & ~(1L << FRACTION_BITS) | (long) power << FRACTION_BITS);
    }

    /** The high half of a product of unsigned numbers. */
    private static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }

    private static long[] fives() {
        long[] halves = new long[2 * (MAX_EXPONENT - MIN_EXPONENT + 1)];
        for (int exponent = MIN_EXPONENT; exponent <= MAX_EXPONENT; exponent++) {
            BigInteger five = five(exponent);
            int index = 2 * (exponent - MIN_EXPONENT);
            halves[index] = five.shiftRight(64).longValue();
            halves[index + 1] = five.longValue();
        }
        return halves;
    }

    /** Cut off at 128 bits for whole powers; for fractions, the next number above that. */
    private static BigInteger five(int exponent) {
        BigInteger power = BigInteger.valueOf(5).pow(Math.abs(exponent));
        if (exponent >= 0) {
            int over = power.bitLength() - 128;
            return over > 0 ? power.shiftRight(over) : power.shiftLeft(-over);
        }
        int bits = power.bitLength();
        int scale = exponent >= -27 ? bits + 127 : 2 * bits + 128;
        BigInteger inverse = BigInteger.ONE.shiftLeft(scale).divide(power).add(BigInteger.ONE);
        return inverse.shiftRight(Math.max(0, inverse.bitLength() - 128));
    }
}
