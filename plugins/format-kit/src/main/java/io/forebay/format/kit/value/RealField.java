package io.forebay.format.kit.value;

import io.forebay.format.kit.bytes.Words;
import java.nio.charset.StandardCharsets;

/**
 * REAL and DOUBLE PRECISION, correctly rounded: {@code [+-]digits[.digits][e[+-]digits]}, {@code NaN}, {@code
 * Infinity}, {@code inf}. A number whose digits fit into 53 bits with a power of ten up to 22 is exact in one
 * multiplication or division (W. Clinger, "How to read floating point numbers accurately", 1990); others go through
 * {@link NearestDouble}, and what that leaves open through {@link Double#parseDouble}. A number with a point among its
 * first nine characters and no exponent is read eight digits at a time.
 */
final class RealField extends FieldParser {
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long POINTS = Words.repeat((byte) '.');
    private static final long EXACT_INTEGER = 1L << 53;
    private static final int MAX_DIGITS = 18;
    private static final int MAX_EXPONENT = 99_999;

    /** The bits of a double that a float has not. */
    private static final long FLOAT_TAIL = (1L << 29) - 1;

    private static final long FLOAT_HALF = 1L << 28;

    private final boolean single;

    /** @param single whether the type is REAL */
    RealField(boolean single) {
        this.single = single;
    }

    @Override
    public boolean parse(byte[] bytes, int fieldFrom, int fieldTo, Cell cell) {
        int from = skipBlanks(bytes, fieldFrom, fieldTo);
        int to = trim(bytes, from, fieldTo);
        if (from == to) {
            return cell.setNull();
        }
        boolean negative = bytes[from] == '-';
        int start = negative || bytes[from] == '+' ? from + 1 : from;
        long word = Words.load(bytes, start);
        long points = Words.matches(word, POINTS);
        int whole = points == 0 ? 8 : Words.first(points);
        int fraction = to - start - whole - 1;
        if (whole > 0 && fraction > 0 && whole + fraction <= MAX_DIGITS && bytes[start + whole] == '.') {
            long digits = join(Numerals.value(word, whole), bytes, start + whole + 1, to);
            if (digits >= 0) {
                return store(digits, -fraction, negative, bytes, from, to, cell);
            }
        }
        return parseAny(bytes, from, start, to, cell);
    }

    /** The digits before a point with those of {@code [from, to)} behind it, or less than 0 when one is none. */
    private static long join(long before, byte[] bytes, int from, int to) {
        long digits = before;
        long fault = before;
        for (int at = from; at < to; at += 8) {
            int count = Math.min(8, to - at);
            long next = Numerals.value(Words.load(bytes, at), count);
            digits = digits * Numerals.ten(count) + next;
            fault |= next;
        }
        return fault < 0 ? Numerals.INVALID : digits;
    }

    private boolean parseAny(byte[] bytes, int from, int start, int to, Cell cell) {
        boolean negative = bytes[from] == '-';
        long digits = 0;
        int significant = 0;
        int point = -1;
        int at = start;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (significant > 0 && significant <= MAX_DIGITS - 8 && to - at > 8) {
                long eight = Numerals.value(Words.load(bytes, at), 8);
                if (eight != Numerals.INVALID) {
                    digits = digits * 100_000_000 + eight;
                    significant += 8;
                    at += 7;
                    continue;
                }
            }
            if (digit >= 0 && digit <= 9) {
                significant += significant > 0 || digit > 0 ? 1 : 0;
                digits = significant <= MAX_DIGITS ? digits * 10 + digit : digits;
            } else if (bytes[at] == '.' && point < 0) {
                point = at;
            } else {
                break;
            }
        }
        int mantissaEnd = at;
        if (mantissaEnd - start - (point < 0 ? 0 : 1) == 0) {
            return word(bytes, start, to, negative, cell);
        }
        int exponent = point < 0 ? 0 : point + 1 - mantissaEnd;
        if (at < to) {
            int end = exponentEnd(bytes, at, to);
            if (end != to) {
                return invalid(cell);
            }
            exponent += exponent(bytes, at + 1, to);
        }
        if (significant > MAX_DIGITS) {
            return parseSlowly(bytes, from, to, cell);
        }
        return store(digits, exponent, negative, bytes, from, to, cell);
    }

    /** Stores digits × 10^exponent. @param from the whole text, for when the value is not known this way */
    private boolean store(long digits, int exponent, boolean negative, byte[] bytes, int from, int to, Cell cell) {
        double value = nearest(digits, exponent);
        if (Double.isNaN(value) || (single && !floatSafe(value))) {
            return parseSlowly(bytes, from, to, cell);
        }
        double rounded = single ? (float) value : value;
        return cell.setDouble(negative ? -rounded : rounded);
    }

    /** digits × 10^exponent, or NaN when it is not known this way. */
    private static double nearest(long digits, int exponent) {
        if (digits <= EXACT_INTEGER && exponent >= -22 && exponent <= 22) {
            return exponent < 0 ? digits / TENS[-exponent] : digits * TENS[exponent];
        }
        return digits == 0 ? 0 : NearestDouble.of(digits, exponent);
    }

    /** Whether rounding the rounded double again gives the float nearest to the text. */
    private static boolean floatSafe(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return value == 0
                || ((bits & FLOAT_TAIL) != FLOAT_HALF && value >= Float.MIN_NORMAL && value <= Float.MAX_VALUE);
    }

    /** The place behind {@code e[+-]digits} that starts at {@code at}, or -1. */
    private static int exponentEnd(byte[] bytes, int at, int to) {
        if (bytes[at] != 'e' && bytes[at] != 'E') {
            return -1;
        }
        int first = at + 1 < to && (bytes[at + 1] == '-' || bytes[at + 1] == '+') ? at + 2 : at + 1;
        int end = first;
        while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        return end == first ? -1 : end;
    }

    private static int exponent(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        int value = 0;
        for (int at = negative || bytes[from] == '+' ? from + 1 : from; at < to; at++) {
            value = Math.min(MAX_EXPONENT, value * 10 + bytes[at] - '0');
        }
        return negative ? -value : value;
    }

    /** The text is a well-formed number that is not zero. */
    private boolean parseSlowly(byte[] bytes, int from, int to, Cell cell) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        double value = single ? Float.parseFloat(text) : Double.parseDouble(text);
        if (Double.isInfinite(value) || value == 0) {
            String type = single ? "real" : "double precision";
            return cell.refuse(LoadError.FLOAT_FORMAT, "Value out of range for type " + type);
        }
        return cell.setDouble(value);
    }

    private static boolean word(byte[] bytes, int from, int to, boolean negative, Cell cell) {
        if (Letters.are("nan", bytes, from, to)) {
            return cell.setDouble(Double.NaN);
        }
        if (Letters.are("infinity", bytes, from, to) || Letters.are("inf", bytes, from, to)) {
            return cell.setDouble(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return invalid(cell);
    }

    private static boolean invalid(Cell cell) {
        return cell.refuse(LoadError.FLOAT_FORMAT, "Invalid float format or value");
    }
}
