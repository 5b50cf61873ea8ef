package io.forebay.engine.schedule;

import io.forebay.engine.schedule.definition.Missed;
import io.forebay.engine.schedule.definition.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which occurrence of a schedule is to be delivered. Holds nothing. */
final class Occurrences {
    private static final Logger log = LoggerFactory.getLogger(Occurrences.class);

    /** A schedule is exact to the minute: what is decided later has been missed. */
    private static final Duration LATE = Duration.ofSeconds(60);
    /** What is older is not even looked for: no window and no age of a delivery is longer. */
    private static final Duration FORGOTTEN = Duration.ofDays(2);

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Occurrences() {}

    /** The first occurrence that is not decided. */
    static Optional<Instant> next(Kept kept, Schedule schedule) {
        return schedule.next(Instant.ofEpochMilli(kept.progress().upTo()), Instant.ofEpochMilli(kept.since()));
    }

    /** What becomes of the occurrences up to now: only the latest may be delivered. Empty when there is none. */
    static Optional<Change> decide(Kept kept, Schedule schedule, Instant now) {
        Instant since = Instant.ofEpochMilli(kept.since());
        Instant upTo = Instant.ofEpochMilli(kept.progress().upTo());
        Instant oldest = now.minus(FORGOTTEN);
        Instant after = upTo.isBefore(oldest) ? oldest : upTo;
        Instant latest = null;
        int passed = 0;
        for (Optional<Instant> next = schedule.next(after, since);
                next.isPresent() && !next.get().isAfter(now);
                next = schedule.next(next.get(), since)) {
            latest = next.get();
            passed++;
        }
        if (latest == null) {
            return Optional.empty();
        }
        if (passed > 1) {
            log.warn(
                    "occurrences of a schedule were missed schedule={} missed={}",
                    kept.key().shown(),
                    passed - 1);
        }
        Kept moved = kept.with(new Kept.Progress(latest.toEpochMilli(), false, null));
        Instant due = schedule.window().moment(schedule.arn(), latest);
        Instant expires = due.plus(schedule.target().retry().age());
        boolean late = now.isAfter(due.plus(LATE));
        if (late && (schedule.missed() == Missed.SKIP || now.isAfter(expires))) {
            log.warn(
                    "an occurrence of a schedule is skipped schedule={} time={}",
                    kept.key().shown(),
                    latest);
            String why = "the server was not there at " + latest;
            return Optional.of(Change.of(moved.with(kept.outcome().dropped("MISSED", why, now.toEpochMilli()))));
        }
        Delivery delivery = new Delivery(
                ID.format(latest), latest.toEpochMilli(), due.toEpochMilli(), expires.toEpochMilli(), 0, null);
        return Optional.of(Change.of(moved, List.of(delivery), List.of()));
    }
}
