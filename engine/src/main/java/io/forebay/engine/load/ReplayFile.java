package io.forebay.engine.load;

import io.forebay.engine.reject.KeptRecord;
import java.time.Instant;

/** What a REPLAY did with the records of one file. Used by one thread. */
final class ReplayFile {
    final String etag;
    final Instant started;
    long bytes;
    long records;
    long loaded;
    long refused;
    long rows;

    ReplayFile(KeptRecord first, Instant started) {
        this.etag = first.etag();
        this.started = started;
    }
}
