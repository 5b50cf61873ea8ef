package io.forebay.format.delimited;

import io.forebay.format.kit.value.LoadError;

/** Delimited text in which a backslash stands before data and in front of the letters of control characters. */
final class PostgresTextSplitter extends SpecialSplitter {
    private static final byte BACKSLASH = '\\';

    PostgresTextSplitter(byte delimiter) {
        super(delimiter, BACKSLASH);
    }

    @Override
    int splitSpecial(byte[] bytes, int from, int limit, Fields fields) {
        int at = from;
        int start = from;
        boolean coded = false;
        while (true) {
            byte value = bytes[at];
            if (value == '\n') {
                boolean carriageReturn = at > start && bytes[at - 1] == '\r' && !escaped(bytes, start, at - 1);
                int end = carriageReturn ? at - 1 : at;
                fields.add(start, end, coded);
                fields.endRecord(bytes, end, at);
                fields.ascii = false; // an escape may stand for any byte
                if (end - from == 2 && bytes[from] == BACKSLASH && bytes[from + 1] == '.') {
                    fields.refuse(LoadError.INVALID_LINE, "end-of-copy marker is not at the end of the data");
                }
                return at + 1;
            }
            if (value == delimiter) {
                fields.add(start, at, coded);
                start = at + 1;
                coded = false;
            } else if (value == BACKSLASH) {
                coded = true;
                at = Math.min(at + 1, limit - 1);
            }
            at++;
        }
    }

    @Override
    int lastEnd(byte[] bytes, int from, int to, Fields fields) {
        return lastUnescapedEnd(bytes, from, to);
    }

    @Override
    LineEnd recordEnd() {
        return LineEnd.escaped();
    }

    @Override
    int unwrap(byte[] bytes, int from, int to, byte[] out) {
        int length = 0;
        int at = from;
        while (at < to) {
            byte value = bytes[at++];
            if (value != BACKSLASH || at == to) {
                out[length++] = value;
                continue;
            }
            value = bytes[at++];
            if (value == 'x' && at < to && Character.digit(bytes[at], 16) >= 0) {
                int end = Math.min(to, at + 2);
                int number = 0;
                while (at < end && Character.digit(bytes[at], 16) >= 0) {
                    number = number << 4 | Character.digit(bytes[at++], 16);
                }
                out[length++] = (byte) number;
            } else if (value >= '0' && value <= '7') {
                int end = Math.min(to, at + 2);
                int number = value - '0';
                while (at < end && bytes[at] >= '0' && bytes[at] <= '7') {
                    number = number << 3 | bytes[at++] - '0';
                }
                out[length++] = (byte) number;
            } else {
                out[length++] = control(value);
            }
        }
        return length;
    }

    private static byte control(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> letter;
        };
    }
}
