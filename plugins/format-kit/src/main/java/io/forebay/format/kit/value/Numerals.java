package io.forebay.format.kit.value;

/** Runs of decimal digits, up to eight in one step. */
final class Numerals {
    static final long INVALID = -1;

    private static final long[] TENS = new long[19];
    private static final long ZEROS = 0x3030303030303030L;

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private Numerals() {}

    /** 10^n, n from 0 to 18. */
    static long ten(int n) {
        return TENS[n];
    }

    /**
     * The value of the first {@code count} bytes of a word, the first byte lowest and the most significant.
     *
     * @param count 1 to 8
     * @return {@link #INVALID} when one of them is no digit
     */
    static long value(long word, int count) {
        int shift = 64 - 8 * count;
        long digits = (word << shift) | (ZEROS >>> 1 >>> (63 - shift));
        long tens = digits - ZEROS;
        if (((tens | (tens + 0x7676767676767676L)) & 0x8080808080808080L) != 0) {
            return INVALID;
        }
        long pairs = tens * 10 + (tens >>> 8);
        return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                        + ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L)
                >>> 32;
    }
}
