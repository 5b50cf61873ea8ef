package io.forebay.engine.schedule;

import io.forebay.engine.schedule.definition.Schedule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A schedule that is at work, and when it fires next. Not thread-safe. */
final class Live {
    private final Schedule schedule;
    private @Nullable Instant next;
    private boolean known;

    Live(Schedule schedule) {
        this.schedule = schedule;
    }

    Schedule schedule() {
        return schedule;
    }

    /** Null when it never fires any more. */
    @Nullable
    Instant next(Kept kept) {
        if (!known) {
            next = Occurrences.next(kept, schedule).orElse(null);
            known = true;
        }
        return next;
    }

    /** What is kept of it has changed. */
    void changed() {
        known = false;
    }
}
