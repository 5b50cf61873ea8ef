package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;

/** Looks for the end of one record that no block takes whole; keeps nothing of its text. Used by one thread at a time. */
abstract class RecordEnd {
    /** Each newline ends a record. */
    static RecordEnd line() {
        return new RecordEnd() {
            @Override
            int find(byte[] bytes, int from, int to) {
                int newline = Words.find(bytes, from, to, (byte) '\n');
                return newline < 0 ? -1 : newline + 1;
            }
        };
    }

    /** Each newline that is not behind a backslash. */
    static RecordEnd escaped() {
        return new RecordEnd() {
            private boolean behindBackslash;

            @Override
            int find(byte[] bytes, int from, int to) {
                for (int at = from; at < to; at++) {
                    if (behindBackslash) {
                        behindBackslash = false;
                    } else if (bytes[at] == '\n') {
                        return at + 1;
                    } else {
                        behindBackslash = bytes[at] == '\\';
                    }
                }
                return -1;
            }
        };
    }

    /**
     * Looks on where the last call ended; the first one starts at the start of the record.
     *
     * @return the byte behind the record's newline, or -1 when the record does not end in {@code [from, to)}
     */
    abstract int find(byte[] bytes, int from, int to);

    /** Whether a quote is open where the last call ended. */
    boolean quoted() {
        return false;
    }
}
