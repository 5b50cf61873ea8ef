package io.forebay.format.kit.value;

import io.forebay.format.kit.bytes.Words;

/** SMALLINT, INTEGER and BIGINT: digits with an optional sign and blanks around them. */
final class IntegerField extends FieldParser {
    private final long min;
    private final long max;

    /** Redshift's name of the type in messages. */
    private final String typeName;

    private IntegerField(long min, long max, String typeName) {
        this.min = min;
        this.max = max;
        this.typeName = typeName;
    }

    static IntegerField smallint() {
        return new IntegerField(Short.MIN_VALUE, Short.MAX_VALUE, "Short");
    }

    static IntegerField integer() {
        return new IntegerField(Integer.MIN_VALUE, Integer.MAX_VALUE, "Integer");
    }

    static IntegerField bigint() {
        return new IntegerField(Long.MIN_VALUE, Long.MAX_VALUE, "Long");
    }

    @Override
    public boolean parse(byte[] bytes, int from, int to, Cell cell) {
        if (from == to) {
            return cell.setNull();
        }
        boolean negative = bytes[from] == '-';
        int start = negative ? from + 1 : from;
        int count = to - start;
        if (count < 1 || count > 16) {
            return parseSlowly(bytes, from, to, cell);
        }
        long value;
        if (count <= 8) {
            value = Numerals.value(Words.load(bytes, start), count);
        } else {
            long high = Numerals.value(Words.load(bytes, start), 8);
            long low = Numerals.value(Words.load(bytes, start + 8), count - 8);
            value = (high | low) < 0 ? Numerals.INVALID : high * Numerals.ten(count - 8) + low;
        }
        long signed = negative ? -value : value;
        if (value < 0 || signed < min || signed > max) {
            return parseSlowly(bytes, from, to, cell);
        }
        return cell.setLong(signed);
    }

    private boolean parseSlowly(byte[] bytes, int from, int to, Cell cell) {
        int start = skipBlanks(bytes, from, to);
        int end = trim(bytes, start, to);
        if (start == end) {
            return cell.setNull();
        }
        boolean negative = bytes[start] == '-';
        int first = negative || bytes[start] == '+' ? start + 1 : start;
        if (first == end) {
            return invalid(bytes, start, from, cell);
        }
        int bad = first;
        while (bad < end && bytes[bad] >= '0' && bytes[bad] <= '9') {
            bad++;
        }
        if (bad < end) {
            return invalid(bytes, bad, from, cell);
        }
        return accumulate(bytes, first, end, negative, cell);
    }

    /** Adds up below zero, where there is one more value than above. */
    private boolean accumulate(byte[] bytes, int first, int end, boolean negative, Cell cell) {
        long floor = negative ? min : -max;
        long value = 0;
        for (int at = first; at < end; at++) {
            int digit = bytes[at] - '0';
            if (value < (floor + digit) / 10) {
                return overflow(cell);
            }
            value = value * 10 - digit;
            if (value < floor) {
                return overflow(cell);
            }
        }
        return cell.setLong(negative ? value : -value);
    }

    private boolean overflow(Cell cell) {
        return cell.refuse(LoadError.INTEGER_OVERFLOW, "Overflow, Column type: " + typeName);
    }

    private boolean invalid(byte[] bytes, int at, int from, Cell cell) {
        return cell.refuse(
                LoadError.INVALID_DIGIT,
                "Invalid digit, Value '" + shown(bytes[at]) + "', Pos " + (at - from) + ", Type: " + typeName);
    }
}
