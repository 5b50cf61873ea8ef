package io.forebay.format.kit.time;

import io.forebay.format.kit.bytes.Words;

/** {@code HH:MI:SS[.ffffff]} and offsets such as {@code +05:30}. Thread-safe. */
final class ClockTime {
    private static final long TEMPLATE = Digits.word("00:00:00");
    private static final long MARKS = 0x0000FF0000FF0000L;

    private ClockTime() {}

    /** Reads {@code HH:MI:SS[.f…]} at {@code from}; the place behind it, or -1. */
    static int read(byte[] bytes, int from, int to, Moment moment) {
        if (to - from < 8) {
            return -1;
        }
        long pairs = Digits.pairs(Words.load(bytes, from), TEMPLATE, MARKS);
        if (pairs < 0) {
            return -1;
        }
        int end = from + 8;
        int micros = 0;
        if (end < to && bytes[end] == '.') {
            int fraction = end + 1;
            end = Digits.end(bytes, fraction, to);
            micros = Digits.micros(bytes, fraction, end);
        }
        boolean valid =
                moment.setTime((int) (pairs & 0xFF), (int) (pairs >>> 24 & 0xFF), (int) (pairs >>> 48 & 0xFF), micros);
        return valid ? end : -1;
    }

    /** Reads {@code Z}, {@code ±HH}, {@code ±HHMM}, {@code ±HH:MM} as the whole of {@code [from, to)}. */
    static boolean readOffset(byte[] bytes, int from, int to, Moment moment) {
        byte sign = bytes[from];
        if (sign == 'Z' || sign == 'z') {
            moment.setOffset(0);
            return from + 1 == to;
        }
        int size = to - from;
        if ((sign != '+' && sign != '-') || (size != 3 && size != 5 && size != 6)) {
            return false;
        }
        if (size == 6 && bytes[from + 3] != ':') {
            return false;
        }
        int hours = Digits.two(bytes, from + 1);
        int minutes = size == 3 ? 0 : Digits.two(bytes, to - 2);
        if (hours < 0 || minutes < 0 || hours > 15 || minutes > 59) {
            return false;
        }
        int seconds = hours * 3600 + minutes * 60;
        moment.setOffset(sign == '-' ? -seconds : seconds);
        return true;
    }
}
