package io.forebay.format.kit.value;

import io.forebay.format.kit.bytes.Utf8;

/** SUPER: well-formed JSON (RFC 8259) of any kind, nested at most 1000 deep; kept as it is written. */
final class JsonField extends FieldParser {
    /** Redshift's limit for SUPER. */
    private static final int MAX_DEPTH = 1000;

    private static final int BAD = -1;

    @Override
    public boolean parse(byte[] bytes, int fieldFrom, int fieldTo, Cell cell) {
        int from = space(bytes, fieldFrom, fieldTo);
        int to = trim(bytes, from, fieldTo);
        if (from == to) {
            return cell.setNull();
        }
        if (!cell.ascii()) {
            int fault = Utf8.firstFault(bytes, from, to);
            if (fault < to) {
                return TextField.refuse(bytes, fault, to, cell);
            }
        }
        if (value(bytes, from, to, 0) != to) {
            return cell.refuse(LoadError.JSON_FORMAT, "Invalid JSON for SUPER");
        }
        return cell.setBytes(bytes, from, to);
    }

    /** The place behind the value that starts at {@code at}, or {@link #BAD}; so do the others. */
    private static int value(byte[] bytes, int at, int to, int depth) {
        if (at >= to || (depth == MAX_DEPTH && (bytes[at] == '{' || bytes[at] == '['))) {
            return BAD;
        }
        return switch (bytes[at]) {
            case '{' -> members(bytes, at + 1, to, depth + 1, true, (byte) '}');
            case '[' -> members(bytes, at + 1, to, depth + 1, false, (byte) ']');
            case '"' -> string(bytes, at + 1, to);
            case 't' -> literal("true", bytes, at, to);
            case 'f' -> literal("false", bytes, at, to);
            case 'n' -> literal("null", bytes, at, to);
            default -> number(bytes, at, to);
        };
    }

    private static int members(byte[] bytes, int from, int to, int depth, boolean named, byte close) {
        int at = space(bytes, from, to);
        if (at < to && bytes[at] == close) {
            return at + 1;
        }
        while (at < to) {
            at = named ? name(bytes, at, to) : at;
            at = at == BAD ? BAD : value(bytes, at, to, depth);
            if (at == BAD) {
                return BAD;
            }
            at = space(bytes, at, to);
            if (at < to && bytes[at] == close) {
                return at + 1;
            }
            if (at >= to || bytes[at] != ',') {
                return BAD;
            }
            at = space(bytes, at + 1, to);
        }
        return BAD;
    }

    /** {@code "name" :} and the blanks around it. */
    private static int name(byte[] bytes, int from, int to) {
        if (bytes[from] != '"') {
            return BAD;
        }
        int end = string(bytes, from + 1, to);
        int at = end == BAD ? to : space(bytes, end, to);
        return at < to && bytes[at] == ':' ? space(bytes, at + 1, to) : BAD;
    }

    private static int string(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte next = bytes[at];
            if (next == '"') {
                return at + 1;
            }
            if (next >= 0 && next < 0x20) {
                return BAD;
            }
            if (next == '\\') {
                at++;
                if (at == to || "\"\\/bfnrtu".indexOf(bytes[at]) < 0) {
                    return BAD;
                }
                if (bytes[at] == 'u') {
                    at = character(bytes, at + 1, to);
                    if (at == BAD) {
                        return BAD;
                    }
                }
            }
        }
        return BAD;
    }

    /**
     * The place of the last digit of the character whose escape has its digits at {@code from}. Half a surrogate pair is
     * none: DuckDB takes no JSON with one.
     */
    private static int character(byte[] bytes, int from, int to) {
        int unit = unit(bytes, from, to);
        if (unit == BAD || Character.isLowSurrogate((char) unit)) {
            return BAD;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return from + 3;
        }
        boolean escape = from + 5 < to && bytes[from + 4] == '\\' && bytes[from + 5] == 'u';
        int low = escape ? unit(bytes, from + 6, to) : BAD;
        return low != BAD && Character.isLowSurrogate((char) low) ? from + 9 : BAD;
    }

    /** Four hexadecimal digits. */
    private static int unit(byte[] bytes, int from, int to) {
        int unit = 0;
        for (int at = from; at < from + 4; at++) {
            int digit = at < to ? Hex.digit(bytes[at]) : BAD;
            if (digit < 0) {
                return BAD;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static int literal(String word, byte[] bytes, int from, int to) {
        for (int i = 0; i < word.length(); i++) {
            if (from + i >= to || bytes[from + i] != word.charAt(i)) {
                return BAD;
            }
        }
        return from + word.length();
    }

    private static int number(byte[] bytes, int from, int to) {
        int start = bytes[from] == '-' ? from + 1 : from;
        int at = start < to && bytes[start] == '0' ? start + 1 : digits(bytes, start, to);
        if (at != BAD && at < to && bytes[at] == '.') {
            at = digits(bytes, at + 1, to);
        }
        if (at != BAD && at < to && (bytes[at] | 0x20) == 'e') {
            int sign = at + 1 < to && (bytes[at + 1] == '-' || bytes[at + 1] == '+') ? 2 : 1;
            at = digits(bytes, at + sign, to);
        }
        return at;
    }

    /** At least one digit. */
    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at == from ? BAD : at;
    }

    private static int space(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r')) {
            at++;
        }
        return at;
    }
}
