package io.forebay.format.delimited;

import io.forebay.format.kit.block.RecordEnd;
import io.forebay.format.kit.bytes.Words;

/** The ends of long records that are lines. */
abstract class LineEnd implements RecordEnd {
    /** Each newline ends a record. */
    static LineEnd line() {
        return new LineEnd() {
            @Override
            public int find(byte[] bytes, int from, int to) {
                int newline = Words.find(bytes, from, to, (byte) '\n');
                return newline < 0 ? -1 : newline + 1;
            }
        };
    }

    /** Each newline that is not behind a backslash. */
    static LineEnd escaped() {
        return new LineEnd() {
            private boolean behindBackslash;

            @Override
            public int find(byte[] bytes, int from, int to) {
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

    /** Whether a quote is open where the last call ended. */
    boolean quoted() {
        return false;
    }

    /** Redshift's words are not known: what to look for. */
    @Override
    public String reason() {
        return "Record longer than 4 MB; " + (quoted() ? "a quote may not be closed" : "an end of line may be missing");
    }
}
