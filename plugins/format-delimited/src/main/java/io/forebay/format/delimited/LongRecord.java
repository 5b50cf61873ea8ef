package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;

/** The way over a record of more than 4 MB, of which nothing is kept. Used by one thread at a time. */
final class LongRecord {
    private static final byte NEWLINE = '\n';

    private final RecordEnd end;
    private long newlines;
    private boolean newlineLast;
    private boolean ended;

    /** @param end at the start of the record */
    LongRecord(RecordEnd end) {
        this.end = end;
    }

    /** Passes over the next bytes; the byte behind those that belong to the record. */
    int pass(byte[] bytes, int from, int to) {
        int found = end.find(bytes, from, to);
        ended = found >= 0;
        int next = ended ? found : to;
        if (next > from) {
            newlines += Words.count(bytes, from, next, NEWLINE);
            newlineLast = bytes[next - 1] == NEWLINE;
        }
        return next;
    }

    boolean ended() {
        return ended;
    }

    /** Lines passed over, from 1; one that has begun counts. */
    long lines() {
        return newlines + (newlineLast ? 0 : 1);
    }

    /** Redshift's words are not known: what to look for. */
    String reason() {
        return "Record longer than 4 MB; "
                + (end.quoted() ? "a quote may not be closed" : "an end of line may be missing");
    }
}
