package io.forebay.format.delimited;

import io.forebay.format.kit.value.LoadError;

/**
 * Delimited text with ESCAPE, REMOVEQUOTES or both. Under ESCAPE a backslash makes the next byte data, whatever it is.
 * Under REMOVEQUOTES a field that begins with ' or " ends at the same quote before a delimiter or the end of the
 * record.
 */
final class EscapeSplitter extends Splitter {
    private static final byte BACKSLASH = '\\';

    private final byte delimiter;
    private final boolean escape;
    private final boolean removeQuotes;

    EscapeSplitter(byte delimiter, boolean escape, boolean removeQuotes) {
        this.delimiter = delimiter;
        this.escape = escape;
        this.removeQuotes = removeQuotes;
    }

    @Override
    int split(byte[] bytes, int from, int limit, Fields fields) {
        fields.startRecord(from);
        int at = from;
        while (true) {
            int first = removeQuotes ? skipBlanks(bytes, at) : at;
            boolean quoted = removeQuotes && first < limit && opens(bytes[first]);
            int end = quoted ? quotedEnd(bytes, first, limit, fields) : plainEnd(bytes, at, limit, fields);
            if (bytes[end] == '\n') {
                boolean carriageReturn =
                        end > from && bytes[end - 1] == '\r' && !(escape && escaped(bytes, from, end - 1));
                fields.endRecord(bytes, carriageReturn ? end - 1 : end, end);
                return end + 1;
            }
            at = end + 1;
        }
    }

    /** The delimiter or newline behind the field that starts at {@code from}. */
    private int plainEnd(byte[] bytes, int from, int limit, Fields fields) {
        int at = from;
        boolean coded = false;
        while (bytes[at] != delimiter && bytes[at] != '\n') {
            if (escape && bytes[at] == BACKSLASH) {
                coded = true;
                at++;
            }
            at = Math.min(at + 1, limit);
        }
        boolean carriageReturn =
                bytes[at] == '\n' && at > from && bytes[at - 1] == '\r' && !(escape && escaped(bytes, from, at - 1));
        fields.add(from, carriageReturn ? at - 1 : at, coded);
        return at;
    }

    /** The same for a field whose quote is at {@code open}; a newline that is not escaped ends it without a close. */
    private int quotedEnd(byte[] bytes, int open, int limit, Fields fields) {
        byte quote = bytes[open];
        boolean coded = false;
        int at = open + 1;
        while (bytes[at] != '\n') {
            if (bytes[at] == quote) {
                int end = bytes[at + 1] == '\r' && bytes[at + 2] == '\n' ? at + 2 : at + 1;
                if (bytes[end] == delimiter || bytes[end] == '\n') {
                    fields.add(open + 1, at, coded);
                    return end;
                }
            }
            if (escape && bytes[at] == BACKSLASH) {
                coded = true;
                at++;
            }
            at = Math.min(at + 1, limit);
        }
        fields.add(open, at, false);
        fields.refuse(LoadError.MISSING_DELIMITER, "Delimiter not found: no closing quote");
        return at;
    }

    private boolean opens(byte value) {
        return (value == '\'' || value == '"') && value != delimiter;
    }

    /** Blanks that delimit are fields, not blanks. */
    private int skipBlanks(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] == ' ' && delimiter != ' ') {
            at++;
        }
        return at;
    }

    @Override
    int lastEnd(byte[] bytes, int from, int to, Fields fields) {
        return escape ? lastUnescapedEnd(bytes, from, to) : super.lastEnd(bytes, from, to, fields);
    }

    @Override
    LineEnd recordEnd() {
        return escape ? LineEnd.escaped() : LineEnd.line();
    }

    /** Drops the backslashes; one at the very end is kept. */
    @Override
    int unwrap(byte[] bytes, int from, int to, byte[] out) {
        int length = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] == BACKSLASH && at + 1 < to) {
                at++;
            }
            out[length++] = bytes[at];
        }
        return length;
    }
}
