package io.forebay.format.kit.value;

import java.math.BigInteger;

/** Numbers of 128 bits, as {@code Chunk.setWide} takes them, and powers of ten. */
public final class Wide {
    private static final long[] TENS = new long[19];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private Wide() {}

    /** @param power 0 to 18 */
    public static long ten(int power) {
        return TENS[power];
    }

    /** The value of two's complement in two halves. */
    public static BigInteger value(long high, long low) {
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(low)));
    }
}
