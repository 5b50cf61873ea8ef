package io.forebay.format.json.text;

import io.forebay.format.kit.bytes.Words;
import java.util.Arrays;

/**
 * A JSON number without its exponent and without zeros at the end of its fraction: {@code 1.50e1} is {@code 15}. The
 * value stays exact where a column takes it: 60 zeros at its end or behind its point are as good as more. Mutable; used
 * by one thread.
 */
public final class PlainNumber {
    private static final int MOST_ZEROS = 60;
    private static final long FAR = 1_000_000_000;

    private byte[] bytes = new byte[256];

    /** The last number, from 0; readable for SLACK bytes behind it. */
    public byte[] bytes() {
        return bytes;
    }

    /** The length of the plain number. @param from a well-formed number */
    public int plain(byte[] text, int from, int to) {
        if (bytes.length < to - from + MOST_ZEROS + 3 + Words.SLACK) {
            bytes = new byte[2 * (to - from) + MOST_ZEROS + 3 + Words.SLACK];
        }
        boolean negative = text[from] == '-';
        int at = negative ? from + 1 : from;
        int start = MOST_ZEROS + 3;
        int digits = start;
        long point = 0;
        boolean behindPoint = false;
        while (at < to && (text[at] | 0x20) != 'e') {
            if (text[at] == '.') {
                behindPoint = true;
            } else {
                boolean leading = digits == start && text[at] == '0';
                if (!leading) {
                    bytes[digits++] = text[at];
                }
                point += behindPoint ? (leading ? -1 : 0) : (leading ? 0 : 1);
            }
            at++;
        }
        point += at < to ? exponent(text, at + 1, to) : 0;
        return write(negative, start, digits, point);
    }

    private static long exponent(byte[] text, int from, int to) {
        boolean negative = text[from] == '-';
        long value = 0;
        for (int at = negative || text[from] == '+' ? from + 1 : from; at < to; at++) {
            value = Math.min(FAR, value * 10 + text[at] - '0');
        }
        return negative ? -value : value;
    }

    /** Moves the digits, which the point comes before, behind or between, to the start. */
    private int write(boolean negative, int start, int digitsEnd, long point) {
        int end = digitsEnd;
        while (end > start && bytes[end - 1] == '0' && end - start > point) {
            end--;
        }
        int count = end - start;
        if (count == 0) {
            bytes[0] = '0';
            return 1;
        }
        int length = 0;
        if (negative) {
            bytes[length++] = '-';
        }
        if (point > (long) count + MOST_ZEROS) {
            bytes[length++] = '1';
            Arrays.fill(bytes, length, length + MOST_ZEROS, (byte) '0');
            return length + MOST_ZEROS;
        }
        int whole = (int) Math.max(0, Math.min(point, count));
        if (whole == 0) {
            bytes[length++] = '0';
        }
        length = move(start, whole, length);
        int zeros = (int) Math.max(0, point - count);
        Arrays.fill(bytes, length, length + zeros, (byte) '0');
        length += zeros;
        if (whole < count) {
            bytes[length++] = '.';
            int leading = (int) Math.min(MOST_ZEROS, Math.max(0, -point));
            Arrays.fill(bytes, length, length + leading, (byte) '0');
            length = move(start + whole, count - whole, length + leading);
        }
        return length;
    }

    private int move(int from, int count, int to) {
        System.arraycopy(bytes, from, bytes, to, count);
        return to + count;
    }
}
