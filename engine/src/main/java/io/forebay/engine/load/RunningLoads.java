package io.forebay.engine.load;

import io.forebay.engine.ledger.LoadRecord;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The loads that run now: what {@code sys_load_history} shows as running. Thread-safe. */
public final class RunningLoads {
    private record Running(LoadRecord load, List<StoredObject> objects, LoadProgress progress) {}

    private final Map<Long, Running> running = new ConcurrentHashMap<>();

    void add(LoadRecord load, List<StoredObject> objects, LoadProgress progress) {
        running.put(load.id(), new Running(load, objects, progress));
    }

    void remove(LoadRecord load) {
        running.remove(load.id());
    }

    /** Asks the load to end soon with CANCELLED; harmless when it does not run. */
    public void cancel(long queryId) {
        Running load = running.get(queryId);
        if (load != null) {
            load.progress.cancel();
        }
    }

    /** Asks what the job loads to end soon; its query id changes from one attempt to the next. */
    public void cancelJob(long jobId) {
        running.values().stream().filter(load -> load.load.jobId() == jobId).forEach(load -> load.progress.cancel());
    }

    /** The job's load that runs now: its query id, and whether the object is in it; empty when none runs. */
    public Optional<OfJob> findOfJob(long jobId, ObjectUri uri) {
        return running.values().stream()
                .filter(each -> each.load.jobId() == jobId)
                .findFirst()
                .map(each -> new OfJob(each.load.id(), has(each, uri)));
    }

    /** What a manifest names is loaded under the manifest's name. */
    private static boolean has(Running each, ObjectUri uri) {
        return each.load.source().equals(uri.toString())
                || each.objects.stream().anyMatch(object -> object.uri().equals(uri));
    }

    /** A load of a job. @param has whether the object that was asked for is in it */
    public record OfJob(long queryId, boolean has) {}

    public void cancelAll() {
        running.values().forEach(load -> load.progress.cancel());
    }

    /** The live table {@code running_load}. */
    public LiveTable table() {
        ColumnType number = ColumnType.of(TypeKind.BIGINT);
        ColumnType text = ColumnType.varchar(0);
        return new LiveTable(
                "running_load",
                List.of(
                        new ResultColumn("query_id", number),
                        new ResultColumn("job_id", number),
                        new ResultColumn("transaction_id", number),
                        new ResultColumn("session_id", ColumnType.of(TypeKind.INTEGER)),
                        new ResultColumn("user_id", ColumnType.of(TypeKind.INTEGER)),
                        new ResultColumn("database_name", text),
                        new ResultColumn("table_name", text),
                        new ResultColumn("source", text),
                        new ResultColumn("file_format", text),
                        new ResultColumn("started", ColumnType.of(TypeKind.TIMESTAMP)),
                        new ResultColumn("loaded_rows", number),
                        new ResultColumn("file_count", number),
                        new ResultColumn("file_bytes", number),
                        new ResultColumn("files_scanned", number),
                        new ResultColumn("bytes_scanned", number),
                        new ResultColumn("error_count", number)),
                this::rows);
    }

    private List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Running each : running.values()) {
            LoadRecord load = each.load;
            int scanned = each.progress.started();
            rows.add(List.of(
                    load.id(),
                    load.jobId(),
                    load.owner().transactionId(),
                    (long) load.owner().sessionId(),
                    (long) load.owner().userId(),
                    load.owner().database(),
                    load.table().name().name(),
                    load.source(),
                    load.format(),
                    load.started(),
                    each.progress.rows(),
                    (long) each.objects.size(),
                    bytes(each.objects),
                    (long) scanned,
                    bytes(each.objects.subList(0, scanned)),
                    each.progress.errors()));
        }
        return rows;
    }

    private static long bytes(List<StoredObject> objects) {
        return objects.stream().mapToLong(StoredObject::size).sum();
    }
}
