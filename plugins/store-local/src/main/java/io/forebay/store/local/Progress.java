package io.forebay.store.local;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * Tells whether a file is whole. The kernel knows whether somebody has it open for writing; where it does not tell, and
 * for files that are made in two steps (empty ones, temporary names), the file has to be quiet for a while.
 */
final class Progress {
    private final Duration quietPeriod;
    private final Clock clock;

    enum Verdict {
        WHOLE,
        /** Somebody has it open for writing. */
        BEING_WRITTEN,
        /** Nobody is known to write, but it has not been quiet for long enough. */
        NOT_QUIET
    }

    Progress(Duration quietPeriod, Clock clock) {
        this.quietPeriod = quietPeriod;
        this.clock = clock;
    }

    Duration quietPeriod() {
        return quietPeriod;
    }

    /** @param closed whether a writer is known to have closed the file, or to have moved it here */
    Verdict of(String key, OpenFile file, boolean closed) throws IOException {
        FileFacts facts = file.facts();
        boolean quiet = facts.quietFor(quietPeriod, clock.instant());
        if (!quiet && (facts.size() == 0 || TemporaryNames.matches(key))) {
            return Verdict.NOT_QUIET;
        }
        return switch (file.writers()) {
            case SOME -> Verdict.BEING_WRITTEN;
            case UNKNOWN -> quiet || closed ? Verdict.WHOLE : Verdict.NOT_QUIET;
            case NONE -> Verdict.WHOLE;
        };
    }
}
