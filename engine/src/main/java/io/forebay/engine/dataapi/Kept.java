package io.forebay.engine.dataapi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as it is now, or as it was left: what is written to the journal each time that it changes.
 *
 * @param created in microseconds since 1970
 * @param pid the session that runs it; 0 before
 */
record Kept(
        Submission submission,
        Status status,
        @Nullable String error,
        long created,
        long updated,
        long duration,
        int pid,
        List<Part> parts) {
    static Kept of(Submission submission, long now) {
        List<Part> parts =
                submission.sqls().stream().map(sql -> Part.of(sql, now)).toList();
        return new Kept(submission, Status.SUBMITTED, null, now, now, 0, 0, parts);
    }

    String id() {
        return submission.id();
    }

    boolean hasResult() {
        return parts.stream().anyMatch(Part::hasResult);
    }

    Kept at(Status next, int session, long now) {
        return new Kept(submission, next, error, created, now, duration, session, parts);
    }

    Kept with(int index, Part part, long now) {
        List<Part> changed = new ArrayList<>(parts);
        changed.set(index, part);
        return new Kept(submission, status, error, created, now, duration, pid, List.copyOf(changed));
    }

    /** Nobody finds it by its token. */
    Kept withoutToken() {
        return new Kept(submission.withoutToken(), status, error, created, updated, duration, pid, parts);
    }

    /** Statements that have not begun are never begun then. */
    Kept ended(Status end, @Nullable String why, long now, long took) {
        List<Part> ended = parts.stream()
                .map(part -> part.status().over() ? part : part.at(Status.ABORTED, now))
                .toList();
        return new Kept(submission, end, why, created, now, took, pid, ended);
    }
}
