package io.forebay.engine.dataapi;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement of what was submitted: the only one, or one of a batch.
 *
 * @param created when it was taken, in microseconds since 1970
 * @param duration in nanoseconds
 * @param rows given or changed; -1 when that is not known
 * @param size of the result in bytes; -1 without one
 * @param columns the API's ColumnMetadata; null without a result
 * @param pages how many pages its result has
 */
record Part(
        String sql,
        Status status,
        @Nullable String error,
        long created,
        long updated,
        long duration,
        long rows,
        long size,
        long queryId,
        @Nullable JsonNode columns,
        int pages) {
    static Part of(String sql, long now) {
        return new Part(sql, Status.SUBMITTED, null, now, now, 0, -1, -1, -1, null, 0);
    }

    boolean hasResult() {
        return columns != null;
    }

    Part at(Status next, long now) {
        return new Part(sql, next, error, created, now, duration, rows, size, queryId, columns, pages);
    }

    /** It went well. */
    Part gave(long given, long bytes, @Nullable JsonNode shown, int written, long now, long took, long query) {
        return new Part(sql, Status.FINISHED, null, created, now, took, given, bytes, query, shown, written);
    }

    Part ended(Status next, @Nullable String why, long now, long took, long query) {
        return new Part(sql, next, why, created, now, took, -1, -1, query, null, 0);
    }
}
