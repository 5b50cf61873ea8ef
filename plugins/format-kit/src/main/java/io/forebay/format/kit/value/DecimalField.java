package io.forebay.format.kit.value;

import io.forebay.format.kit.bytes.Words;
import java.math.BigInteger;

/**
 * DECIMAL: digits with an optional point, sign and blanks around them. Digits behind the column's scale are cut off, or
 * rounded half away from zero under ROUNDEC. Numbers of up to eight characters take a path without a loop, those of up
 * to 18 one in 64 bits.
 */
final class DecimalField extends FieldParser {
    private static final int LONG_DIGITS = 18;
    private static final long POINTS = Words.repeat((byte) '.');

    private final int precision;
    private final int scale;
    private final boolean round;

    /** 10^precision in 128 bits. */
    private final long limitHigh;

    private final long limitLow;

    DecimalField(int precision, int scale, boolean round) {
        this.precision = precision;
        this.scale = scale;
        this.round = round;
        BigInteger limit = BigInteger.TEN.pow(precision);
        this.limitHigh = limit.shiftRight(64).longValue();
        this.limitLow = limit.longValue();
    }

    @Override
    public boolean parse(byte[] bytes, int from, int to, Cell cell) {
        if (from == to) {
            return cell.setNull();
        }
        boolean negative = bytes[from] == '-';
        int start = negative ? from + 1 : from;
        int size = to - start;
        if (size < 1 || size > LONG_DIGITS || precision > LONG_DIGITS) {
            return parseSlowly(bytes, from, to, cell);
        }
        if (size > 8) {
            return parseLong(bytes, from, to, negative, cell);
        }
        long word = Words.load(bytes, start);
        long points = Words.matches(word, POINTS);
        int whole = points == 0 ? size : Math.min(size, Words.first(points));
        int fraction = Math.max(0, size - whole - 1);
        if (whole + fraction == 0 || fraction > scale || whole > precision - scale) {
            return parseSlowly(bytes, from, to, cell);
        }
        long value = Numerals.value(withoutPoint(word, whole), whole + fraction);
        if (value < 0) {
            return parseSlowly(bytes, from, to, cell);
        }
        long scaled = value * Numerals.ten(scale - fraction);
        return cell.setLong(negative ? -scaled : scaled);
    }

    private boolean parseLong(byte[] bytes, int from, int to, boolean negative, Cell cell) {
        int start = negative ? from + 1 : from;
        int point = to;
        long value = 0;
        for (int at = start; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
            } else if (digit == '.' - '0' && point == to) {
                point = at;
            } else {
                return parseSlowly(bytes, from, to, cell);
            }
        }
        int fraction = Math.max(0, to - point - 1);
        if (fraction > scale || point - start > precision - scale) {
            return parseSlowly(bytes, from, to, cell);
        }
        long scaled = value * Numerals.ten(scale - fraction);
        return cell.setLong(negative ? -scaled : scaled);
    }

    /** The word without its byte {@code at}, 0 to 8; the bytes behind it move up. */
    private static long withoutPoint(long word, int at) {
        if (at >= 8) {
            return word;
        }
        long before = (1L << (8 * at)) - 1;
        return (word & before) | ((word >>> 8) & ~before);
    }

    private boolean parseSlowly(byte[] bytes, int from, int to, Cell cell) {
        int start = skipBlanks(bytes, from, to);
        int end = trim(bytes, start, to);
        if (start == end) {
            return cell.setNull();
        }
        boolean negative = bytes[start] == '-';
        int first = negative || bytes[start] == '+' ? start + 1 : start;
        int point = -1;
        for (int at = first; at < end; at++) {
            byte next = bytes[at];
            if (next == '.' && point < 0) {
                point = at;
            } else if (next < '0' || next > '9') {
                return invalid(bytes, at, from, cell);
            }
        }
        int wholeEnd = point < 0 ? end : point;
        if (end - first - (point < 0 ? 0 : 1) == 0) {
            return cell.refuse(LoadError.DECIMAL_FORMAT, "Invalid decimal: no digit, Type: Decimal");
        }
        while (first < wholeEnd && bytes[first] == '0') {
            first++;
        }
        if (wholeEnd - first > precision - scale) {
            return overflow(cell);
        }
        return scaled(bytes, first, wholeEnd, end, negative, cell);
    }

    /** At most {@code precision} digits are left. @param wholeEnd where the point is, or the end */
    private boolean scaled(byte[] bytes, int first, int wholeEnd, int end, boolean negative, Cell cell) {
        long high = 0;
        long low = 0;
        int fraction = wholeEnd + 1;
        int digits = wholeEnd - first + scale;
        for (int i = 0; i < digits; i++) {
            int at = first + i < wholeEnd ? first + i : fraction + i - (wholeEnd - first);
            int digit = at < end ? bytes[at] - '0' : 0;
            high = high * 10 + Math.multiplyHigh(low, 10) + (low < 0 ? 10 : 0);
            low *= 10;
            high += Long.compareUnsigned(low + digit, low) < 0 ? 1 : 0;
            low += digit;
        }
        int next = fraction + scale;
        if (round && next < end && bytes[next] >= '5') {
            low++;
            high += low == 0 ? 1 : 0;
            if (tooHigh(high, low)) {
                return overflow(cell);
            }
        }
        if (precision <= LONG_DIGITS) {
            return cell.setLong(negative ? -low : low);
        }
        return negative ? cell.setWide(low == 0 ? -high : ~high, -low) : cell.setWide(high, low);
    }

    /** Whether rounding made the number 10^precision. */
    private boolean tooHigh(long high, long low) {
        return high > limitHigh || (high == limitHigh && Long.compareUnsigned(low, limitLow) >= 0);
    }

    private boolean overflow(Cell cell) {
        return cell.refuse(LoadError.OUT_OF_RANGE, "Overflow for NUMERIC(" + precision + "," + scale + ")");
    }

    private static boolean invalid(byte[] bytes, int at, int from, Cell cell) {
        return cell.refuse(
                LoadError.INVALID_DIGIT,
                "Invalid digit, Value '" + shown(bytes[at]) + "', Pos " + (at - from) + ", Type: Decimal");
    }
}
