package io.forebay.engine.job;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files that a job has found and not loaded yet: status P in {@code sys_copy_job_detail}. A file is kept, with the time
 * since when it waits, over all attempts until the job is done with it or it is gone. Thread-safe.
 */
public final class PendingFiles {
    /** Files of one job that are kept between its attempts, at most. */
    private static final int MOST = 20_000;

    private final Map<Long, Map<ObjectUri, Waiting>> pending = new ConcurrentHashMap<>();

    /** @param round the job's listing that has found it last */
    private record Waiting(StoredObject object, Instant since, long round) {}

    private Map<ObjectUri, Waiting> of(long jobId) {
        return pending.getOrDefault(jobId, Map.of());
    }

    /**
     * The job has found these files.
     *
     * @param since when one has come that does not wait already
     * @param round grows with the job's listings
     */
    void add(long jobId, Collection<StoredObject> objects, Function<StoredObject, Instant> since, long round) {
        Map<ObjectUri, Waiting> waiting = pending.computeIfAbsent(jobId, id -> new ConcurrentHashMap<>());
        for (StoredObject object : objects) {
            waiting.compute(
                    object.uri(),
                    (uri, before) -> new Waiting(object, before == null ? since.apply(object) : before.since, round));
        }
    }

    /** The job is done with these files. */
    void done(long jobId, Collection<StoredObject> objects) {
        Map<ObjectUri, Waiting> waiting = of(jobId);
        if (!waiting.isEmpty()) {
            objects.forEach(object -> waiting.remove(object.uri()));
        }
    }

    /** The job leaves these files for another attempt. */
    void left(long jobId, Collection<StoredObject> objects) {
        Map<ObjectUri, Waiting> waiting = of(jobId);
        for (StoredObject object : objects) {
            if (waiting.size() <= MOST) {
                return;
            }
            waiting.remove(object.uri());
        }
    }

    /** A listing of all keys behind this one has come to its end: what it has not found of them is gone. */
    void listed(long jobId, String after, long round) {
        of(jobId)
                .values()
                .removeIf(waiting -> waiting.round < round
                        && ObjectUri.compareKeys(waiting.object.uri().key(), after) > 0);
    }

    /** Nothing waits for the job any more: it is off, or another server's. */
    void forget(long jobId) {
        pending.remove(jobId);
    }

    /** Since when the object waits to be loaded by the job; empty when it does not. */
    Optional<Instant> find(long jobId, ObjectUri uri) {
        return Optional.ofNullable(of(jobId).get(uri)).map(Waiting::since);
    }

    /** What the job has found and not loaded; with the oldest of all. @param round count only what was found from there on */
    JobStatus.Backlog backlog(long jobId, long round) {
        JobStatus.Backlog backlog = JobStatus.Backlog.NONE;
        for (Waiting waiting : of(jobId).values()) {
            backlog =
                    waiting.round >= round ? backlog.plus(waiting.object, waiting.since) : backlog.since(waiting.since);
        }
        return backlog;
    }

    /** The live table {@code pending_file}. */
    public LiveTable table() {
        ColumnType text = ColumnType.varchar(0);
        ColumnType number = ColumnType.of(TypeKind.BIGINT);
        ColumnType time = ColumnType.of(TypeKind.TIMESTAMP);
        return new LiveTable(
                "pending_file",
                List.of(
                        new ResultColumn("job_id", number),
                        new ResultColumn("bucket", text),
                        new ResultColumn("object_key", text),
                        new ResultColumn("size_bytes", number),
                        new ResultColumn("etag", text),
                        new ResultColumn("last_modified", time),
                        new ResultColumn("enqueued", time)),
                this::rows);
    }

    private List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        pending.forEach((jobId, files) -> files.values()
                .forEach(waiting -> rows.add(List.of(
                        jobId,
                        waiting.object.uri().bucket(),
                        waiting.object.uri().key(),
                        waiting.object.size(),
                        waiting.object.etag(),
                        waiting.object.lastModified(),
                        waiting.since))));
        return rows;
    }
}
