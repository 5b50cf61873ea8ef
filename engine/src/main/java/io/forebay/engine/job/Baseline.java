package io.forebay.engine.job;

import io.forebay.engine.sql.JobOptions.Backfill;
import io.forebay.spi.store.StoredObject;
import java.time.Instant;
import java.util.Optional;

/** What was there before a job and is not loaded: all that BACKFILL does not ask for. */
final class Baseline {
    private Baseline() {}

    /** Whether there can be anything: BACKFILL alone asks for all. */
    static boolean any(Optional<Backfill> backfill) {
        return !backfill.equals(Optional.of(Backfill.ALL));
    }

    /** Whether an object that is there belongs to it. */
    static boolean has(Optional<Backfill> backfill, StoredObject object) {
        return backfill.isEmpty() || !wanted(backfill.get(), object);
    }

    private static boolean wanted(Backfill backfill, StoredObject object) {
        Instant since = backfill.since();
        return object.uri().toString().startsWith(backfill.from())
                && (since == null || !object.lastModified().isBefore(since));
    }
}
