package io.forebay.engine.job;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Files that a job has found and not loaded yet: status P in {@code sys_copy_job_detail}. Thread-safe. */
public final class PendingFiles {
    private record Key(long jobId, StoredObject object) {}

    private final Map<Key, Instant> pending = new ConcurrentHashMap<>();

    void add(long jobId, List<StoredObject> objects, Instant now) {
        objects.forEach(object -> pending.putIfAbsent(new Key(jobId, object), now));
    }

    void remove(long jobId, List<StoredObject> objects) {
        objects.forEach(object -> pending.remove(new Key(jobId, object)));
    }

    /** Since when a version of the object waits to be loaded by the job; empty when none does. */
    Optional<Instant> find(long jobId, ObjectUri uri) {
        return pending.entrySet().stream()
                .filter(entry -> entry.getKey().jobId == jobId
                        && entry.getKey().object.uri().equals(uri))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What the job has found and not loaded. */
    JobStatus.Backlog backlog(long jobId) {
        JobStatus.Backlog[] backlog = {JobStatus.Backlog.NONE};
        pending.forEach((key, enqueued) -> {
            if (key.jobId == jobId) {
                backlog[0] = backlog[0].plus(key.object, enqueued);
            }
        });
        return backlog[0];
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
        pending.forEach((key, enqueued) -> rows.add(List.of(
                key.jobId,
                key.object.uri().bucket(),
                key.object.uri().key(),
                key.object.size(),
                key.object.etag(),
                key.object.lastModified(),
                enqueued)));
        return rows;
    }
}
