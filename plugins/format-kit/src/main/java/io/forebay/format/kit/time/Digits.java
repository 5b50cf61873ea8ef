package io.forebay.format.kit.time;

import io.forebay.format.kit.bytes.Words;

/** Numbers of fixed places. A negative result says that a byte is no digit. */
final class Digits {
    /** Added to a byte, sets its top bit when it is more than nine. */
    private static final long UP_TO_NINE = Words.repeat((byte) 0x76);

    private Digits() {}

    static boolean is(byte value) {
        return value >= '0' && value <= '9';
    }

    static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? Integer.MIN_VALUE : tens * 10 + ones;
    }

    /**
     * The value of each two digits of eight bytes that look like a template, or -1.
     *
     * @param template the bytes with 0 for each digit
     * @param marks where the template has other bytes than digits
     * @return in byte i, the value of the digits i and i + 1
     */
    static long pairs(long word, long template, long marks) {
        long digits = word ^ template;
        if ((((digits + UP_TO_NINE) | digits) & Words.TOP_BITS | digits & marks) != 0) {
            return -1;
        }
        return digits * 10 + (digits >>> 8);
    }

    /** Eight characters as a word, for {@link #pairs}. */
    static long word(String text) {
        long word = 0;
        for (int i = 7; i >= 0; i--) {
            word = word << 8 | text.charAt(i);
        }
        return word;
    }

    static int four(byte[] bytes, int at) {
        int high = two(bytes, at);
        int low = two(bytes, at + 2);
        return (high | low) < 0 ? Integer.MIN_VALUE : high * 100 + low;
    }

    /** The place behind the digits that start at {@code from}. */
    static int end(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && is(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The value of at most nine digits. */
    static int value(byte[] bytes, int from, int to) {
        int value = 0;
        for (int at = from; at < to; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }

    /** Digits behind a decimal point as millionths; the places behind the sixth are cut off. */
    static int micros(byte[] bytes, int from, int to) {
        int micros = 0;
        for (int place = 0; place < 6; place++) {
            micros = micros * 10 + (from + place < to ? bytes[from + place] - '0' : 0);
        }
        return micros;
    }
}
