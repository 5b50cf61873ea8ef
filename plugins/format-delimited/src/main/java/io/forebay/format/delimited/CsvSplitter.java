package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.value.LoadError;

/**
 * CSV: a field that begins with a quote, after blanks that are ignored, ends at the next quote that is not doubled;
 * delimiters and newlines in it are data. A quote elsewhere in a field is data.
 */
final class CsvSplitter extends SpecialSplitter {
    private final byte quote;

    CsvSplitter(byte delimiter, byte quote) {
        super(delimiter, quote);
        this.quote = quote;
    }

    @Override
    int splitSpecial(byte[] bytes, int from, int limit, Fields fields) {
        int at = from;
        while (true) {
            int first = skipBlanks(bytes, at);
            boolean quoted = bytes[first] == quote && first < limit;
            int end = quoted ? quotedEnd(bytes, first, limit, fields) : plainEnd(bytes, at, fields);
            if (end >= limit || bytes[end] == '\n') {
                int newline = Math.min(end, limit);
                boolean carriageReturn = newline > from && bytes[newline - 1] == '\r';
                fields.endRecord(bytes, carriageReturn ? newline - 1 : newline, newline);
                return newline + 1;
            }
            at = end + 1;
        }
    }

    private int plainEnd(byte[] bytes, int from, Fields fields) {
        int at = from;
        while (bytes[at] != delimiter && bytes[at] != '\n') {
            at++;
        }
        boolean carriageReturn = bytes[at] == '\n' && at > from && bytes[at - 1] == '\r';
        fields.add(from, carriageReturn ? at - 1 : at, false);
        return at;
    }

    /** The delimiter or newline behind the field whose quote is at {@code open}; {@code limit} when it has no end. */
    private int quotedEnd(byte[] bytes, int open, int limit, Fields fields) {
        boolean doubled = false;
        int close = Words.find(bytes, open + 1, limit, quote);
        while (close >= 0 && close + 1 < limit && bytes[close + 1] == quote) {
            doubled = true;
            close = Words.find(bytes, close + 2, limit, quote);
        }
        if (close < 0) {
            fields.add(open, limit, false);
            fields.refuse(LoadError.INVALID_LINE, "Invalid quote formatting for CSV. No closing quote");
            return limit;
        }
        fields.add(open + 1, close, doubled);
        int at = skipBlanks(bytes, close + 1);
        if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
            at++;
        }
        if (bytes[at] != delimiter && bytes[at] != '\n') {
            fields.refuse(LoadError.INVALID_LINE, "Invalid quote formatting for CSV. Unescaped quote character");
            at = Words.find(bytes, at, limit, (byte) '\n');
            return at < 0 ? limit : at;
        }
        return at;
    }

    private int skipBlanks(byte[] bytes, int from) {
        int at = from;
        while (blank(bytes[at]) && bytes[at] != delimiter) {
            at++;
        }
        return at;
    }

    @Override
    LineEnd recordEnd() {
        return new CsvRecordEnd(delimiter, quote);
    }

    /** Takes one quote of each two. */
    @Override
    int unwrap(byte[] bytes, int from, int to, byte[] out) {
        int length = 0;
        for (int at = from; at < to; at++) {
            out[length++] = bytes[at];
            if (bytes[at] == quote) {
                at++;
            }
        }
        return length;
    }
}
