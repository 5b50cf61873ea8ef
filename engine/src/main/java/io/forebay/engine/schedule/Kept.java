package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.schedule.definition.Schedule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A schedule, a trigger or a group as it is kept, without what is to be delivered. Times are in milliseconds since 1970.
 *
 * @param key its kind and its name
 * @param file whether a file has made it
 * @param absent that the file is gone: it is disabled by that
 * @param since from when on occurrences and events count
 */
record Kept(
        Key key,
        JsonNode definition,
        boolean file,
        boolean absent,
        long created,
        long changed,
        long since,
        Progress progress,
        Outcome outcome) {
    /** @param group of a schedule; empty for others */
    record Key(Kind kind, String group, String name) {
        String arn() {
            return kind == Kind.TRIGGER ? "arn:aws:events:local:000000000000:rule/" + name : Schedule.arn(group, name);
        }

        /** As names are made of it, and logs show it. */
        String shown() {
            return group.isEmpty() || group.equals(Schedule.DEFAULT_GROUP) ? name : group + "_" + name;
        }
    }

    /** What is kept. */
    enum Kind {
        SCHEDULE,
        TRIGGER,
        GROUP
    }

    /**
     * How far it has come.
     *
     * @param upTo the last occurrence that was decided; the newest event that was looked at
     * @param looked whether a trigger knows what was there before it
     * @param gathered the loads that wait to be told as one; null for none
     */
    record Progress(long upTo, boolean looked, @Nullable Gathered gathered) {}

    /** @param since when the first of them was seen, as is last */
    record Gathered(long jobId, long queryId, long files, long rows, long failed, long since, long last) {}

    /**
     * What became of its deliveries.
     *
     * @param last what was started last; null for nothing
     * @param time of the last delivery that was made or given up; 0 for none
     * @param result in a word, as {@code STARTED}; null for none
     * @param error of the last that was not made; null for none since the last that was
     */
    record Outcome(
            @Nullable Started last,
            long time,
            @Nullable String result,
            @Nullable String error,
            long delivered,
            long dropped) {
        static final Outcome NONE = new Outcome(null, 0, null, null, 0, 0);

        Outcome started(Started what, long now) {
            return new Outcome(what, now, "STARTED", null, delivered + 1, dropped);
        }

        /** One that is given up. */
        Outcome dropped(String word, @Nullable String why, long now) {
            return new Outcome(last, now, word, why == null ? error : why, delivered, dropped + 1);
        }

        Outcome trouble(@Nullable String why) {
            return new Outcome(last, time, result, why, delivered, dropped);
        }
    }

    /** How far what is kept may be ahead of the clock. */
    private static final long AHEAD = Duration.ofHours(1).toMillis();

    /** Whether the clock was put back: it would do nothing until the clock has come there again. */
    boolean ahead(long now) {
        return Math.max(since, progress.upTo()) > now + AHEAD;
    }

    /** The same, which goes on from now. */
    Kept from(long now) {
        Progress next = new Progress(Math.min(progress.upTo(), now), progress.looked(), progress.gathered());
        return new Kept(key, definition, file, absent, created, changed, Math.min(since, now), next, outcome);
    }

    /** The same, whose file is gone. */
    Kept gone(long now) {
        return new Kept(key, definition, file, true, created, now, since, progress, outcome);
    }

    Kept with(Progress next) {
        return new Kept(key, definition, file, absent, created, changed, since, next, outcome);
    }

    Kept with(Outcome next) {
        return new Kept(key, definition, file, absent, created, changed, since, progress, next);
    }
}
