package io.forebay.format.kit.block;

/** Looks for the end of one record that no block takes whole; keeps nothing of its text. Used by one thread at a time. */
public interface RecordEnd {
    /**
     * Looks on where the last call ended; the first one starts at the start of the record.
     *
     * @return the byte behind the record, or -1 when it does not end in {@code [from, to)}
     */
    int find(byte[] bytes, int from, int to);

    /** Newlines that were passed over behind the record's text. */
    default long newlinesBehind() {
        return 0;
    }

    /** Why the record is refused, and what may be wrong with it where the last call ended. */
    String reason();
}
