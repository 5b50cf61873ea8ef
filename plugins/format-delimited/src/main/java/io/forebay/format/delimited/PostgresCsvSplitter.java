package io.forebay.format.delimited;

import io.forebay.format.kit.value.LoadError;

/**
 * CSV in which quotes may stand anywhere in a field. A field with quotes keeps them until it is unwrapped, so that
 * {@code ""} is told from nothing.
 */
final class PostgresCsvSplitter extends SpecialSplitter {
    private final byte quote;
    private final byte escape;

    PostgresCsvSplitter(byte delimiter, byte quote, byte escape) {
        super(delimiter, quote);
        this.quote = quote;
        this.escape = escape;
    }

    @Override
    int splitSpecial(byte[] bytes, int from, int limit, Fields fields) {
        int at = from;
        int start = from;
        boolean coded = false;
        while (true) {
            byte value = bytes[at];
            if (value == quote && at < limit) {
                coded = true;
                at = behindQuotes(bytes, at, limit);
                if (at > limit) {
                    fields.add(start, limit, false);
                    fields.refuse(LoadError.INVALID_LINE, "unterminated CSV quoted field");
                    fields.endRecord(bytes, limit, limit);
                    return limit + 1;
                }
            } else if (value == delimiter) {
                fields.add(start, at++, coded);
                start = at;
                coded = false;
            } else if (value == '\n') {
                int end = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
                fields.add(start, end, coded);
                fields.endRecord(bytes, end, at);
                return at + 1;
            } else {
                at++;
            }
        }
    }

    /** The byte behind the quote that closes the one at {@code open}; more than {@code limit} when there is none. */
    private int behindQuotes(byte[] bytes, int open, int limit) {
        int at = open + 1;
        while (at < limit) {
            byte value = bytes[at++];
            if (value == escape && at < limit && (bytes[at] == escape || bytes[at] == quote)) {
                at++;
            } else if (value == quote) {
                return at;
            }
        }
        return limit + 1;
    }

    @Override
    LineEnd recordEnd() {
        return new LineEnd() {
            private boolean quoted;
            private boolean behindEscape;

            @Override
            public int find(byte[] bytes, int from, int to) {
                for (int at = from; at < to; at++) {
                    byte value = bytes[at];
                    if (behindEscape) {
                        behindEscape = false;
                    } else if (quoted && value == escape && escape != quote) {
                        behindEscape = true;
                    } else if (value == quote) {
                        quoted = !quoted;
                    } else if (value == '\n' && !quoted) {
                        return at + 1;
                    }
                }
                return -1;
            }

            @Override
            boolean quoted() {
                return quoted;
            }
        };
    }

    /** Drops the quotes, and what stands before those that are data. */
    @Override
    int unwrap(byte[] bytes, int from, int to, byte[] out) {
        int length = 0;
        boolean quoted = false;
        for (int at = from; at < to; at++) {
            byte value = bytes[at];
            if (quoted && value == escape && at + 1 < to && (bytes[at + 1] == escape || bytes[at + 1] == quote)) {
                out[length++] = bytes[++at];
            } else if (value == quote) {
                quoted = !quoted;
            } else {
                out[length++] = value;
            }
        }
        return length;
    }
}
