package io.forebay.format.kit.time;

/** Numbers of fixed places. A negative result says that a byte is no digit. */
final class Digits {
    private Digits() {}

    static boolean is(byte value) {
        return value >= '0' && value <= '9';
    }

    static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? Integer.MIN_VALUE : tens * 10 + ones;
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
