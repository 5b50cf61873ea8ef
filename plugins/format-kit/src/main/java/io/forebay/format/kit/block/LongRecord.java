package io.forebay.format.kit.block;

import org.jspecify.annotations.Nullable;

/** A record of more than 4 MB while it is passed over; of its text only the first characters are kept. */
final class LongRecord {
    final RecordEnd end;

    /** The line on which it starts. */
    final long line;

    final String rawLine;
    final @Nullable String suspicion;
    boolean told;

    LongRecord(RecordEnd end, long line, String rawLine, @Nullable String suspicion) {
        this.end = end;
        this.line = line;
        this.rawLine = rawLine;
        this.suspicion = suspicion;
    }
}
