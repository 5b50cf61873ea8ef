package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;

/** Where the fields of one record are. Mutable; filled anew by a {@link Splitter} for each record. */
final class Fields {
    /** A word has at most eight field ends; the loop looks at the count after each word. */
    private static final int WORD_FIELDS = 8;

    /** The first byte of each field, and the byte behind its last. */
    final int[] start;

    final int[] end;

    /** Whether the field must be unwrapped: it has escapes or doubled quotes. */
    private final boolean[] coded;

    /** At most one more than there are columns: of more, only that they are there is known. */
    private final int most;

    /** Fields found, at most {@code most}. */
    int count;

    /** Whether a byte may be NUL. */
    boolean nul;

    /** Whether all bytes are known to be ASCII. */
    boolean ascii;

    private boolean anyCoded;
    private int recordStart;
    private int recordEnd;
    private int lines;
    private int errorCode;
    private String errorReason = "";

    Fields(int columns) {
        most = columns + 1;
        start = new int[most + WORD_FIELDS + 1];
        end = new int[most + WORD_FIELDS + 1];
        coded = new boolean[most + WORD_FIELDS + 1];
    }

    void startRecord(int from) {
        recordStart = from;
        count = 0;
        errorCode = 0;
        if (anyCoded) {
            java.util.Arrays.fill(coded, false);
            anyCoded = false;
        }
    }

    void add(int from, int to, boolean isCoded) {
        int at = Math.min(count, most - 1);
        if (count < most) {
            start[at] = from;
            end[at] = to;
            coded[at] = isCoded;
            anyCoded |= isCoded;
            count++;
        }
    }

    /**
     * Ends a record whose fields were added one by one.
     *
     * @param to the byte behind the last that belongs to the record's text
     * @param next the start of the next record
     */
    void endRecord(byte[] bytes, int to, int next) {
        recordEnd = to;
        lines = 1 + Words.count(bytes, recordStart, to, (byte) '\n');
        look(bytes, next);
    }

    /** Ends a record that is one line; drops a carriage return before its end. */
    void endLine(byte[] bytes, int newline) {
        int to = newline > recordStart && bytes[newline - 1] == '\r' ? newline - 1 : newline;
        recordEnd = to;
        lines = 1;
        int last = count - 1;
        end[last] = Math.max(start[last], Math.min(end[last], to));
    }

    /** What is wrong with the record as such; the first error stays. */
    void refuse(int code, String reason) {
        if (errorCode == 0) {
            errorCode = code;
            errorReason = reason;
        }
    }

    /** Looks for NUL and for bytes that are not ASCII; may see some of the bytes behind the record. */
    private void look(byte[] bytes, int to) {
        long nuls = 0;
        long tops = 0;
        for (int at = recordStart; at < to; at += 8) {
            long word = Words.load(bytes, at);
            nuls |= Words.nuls(word);
            tops |= word;
        }
        nul = nuls != 0;
        ascii = (tops & Words.TOP_BITS) == 0;
    }

    boolean coded(int field) {
        return anyCoded && coded[field];
    }

    /** Whether the record has no byte at all. */
    boolean blank() {
        return recordStart == recordEnd;
    }

    int most() {
        return most;
    }

    int recordStart() {
        return recordStart;
    }

    int recordEnd() {
        return recordEnd;
    }

    /** Physical lines of the record, from 1. */
    int lines() {
        return lines;
    }

    /** Redshift's code, 0 when the record as such is fine. */
    int errorCode() {
        return errorCode;
    }

    String errorReason() {
        return errorReason;
    }
}
