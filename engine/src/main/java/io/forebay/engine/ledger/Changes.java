package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Objects whose names a job knows: which of them are others now. Thread-safe. */
public final class Changes {
    private static final TableName LISTED = new TableName("temp", "listed_version");
    private static final String COLUMNS =
            "l.place, f.size_bytes, f.etag, f.last_modified, f.state, f.query_id, f.enqueued";
    private static final String JOINED =
            " FROM listed_version l JOIN forebay.job_file f ON f.file_key = l.file_key WHERE f.job_id = $1";
    /** What a user has told the job to skip stays skipped, whatever is in it. */
    private static final String CHANGED = JOINED + " AND f.etag <> l.etag AND f.state <> 'S'";

    private static final String TOLD = "CHANGED";
    /** What lets a file load again. */
    private static final String AGAIN = " AND action IN ('RETRY', 'REMOVE')";

    private final Warehouse warehouse;

    public Changes(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Those of the objects that the job knows, each with what it knows, in the objects' order. */
    public Map<StoredObject, JobFile> known(long jobId, List<StoredObject> objects) {
        return few(objects) ? lookUp(jobId, objects, KeyLookup::files) : join(jobId, objects, COLUMNS, JOINED);
    }

    /** Those of the objects that the job knows by another ETag, each with what it knows, in the objects' order. */
    public Map<StoredObject, JobFile> changed(long jobId, List<StoredObject> objects) {
        return few(objects)
                ? changedOf(objects, lookUp(jobId, objects, KeyLookup::files))
                : join(jobId, objects, COLUMNS, CHANGED);
    }

    /**
     * Those of the objects that the job does not know any more because somebody has repaired them (RETRY …), each as a
     * file that failed, as it was at the last repair.
     */
    public Map<StoredObject, JobFile> repaired(long jobId, List<StoredObject> objects) {
        if (few(objects)) {
            return lookUp(jobId, objects, lookup -> {
                Map<ObjectUri, JobFile> last = lookup.lastActions("");
                last.keySet().removeAll(lookup.files().keySet());
                return last;
            });
        }
        return join(
                jobId,
                objects,
                "l.place, CAST(0 AS BIGINT), a.etag, a.recorded, 'E', a.query_id, a.recorded",
                " FROM listed_version l JOIN forebay.job_action a"
                        + " ON a.file_key = l.file_key WHERE a.job_id = $1"
                        + " AND NOT EXISTS (SELECT 1 FROM forebay.job_file f"
                        + " WHERE f.job_id = $1 AND f.file_key = a.file_key)"
                        + " AND a.action_id = (SELECT max(n.action_id) FROM forebay.job_action n"
                        + " WHERE n.file_key = a.file_key)");
    }

    /** Those of {@link #changed} of which no CHANGED action tells. */
    public Map<StoredObject, JobFile> untold(long jobId, List<StoredObject> objects) {
        if (few(objects)) {
            Map<StoredObject, JobFile> changed = changed(jobId, objects);
            return changed.isEmpty() ? changed : untold(jobId, changed);
        }
        return join(
                jobId,
                objects,
                COLUMNS,
                CHANGED + " AND NOT EXISTS (SELECT 1 FROM forebay.job_action a"
                        + " WHERE a.file_key = f.file_key AND a.etag = l.etag"
                        + " AND a.action = '" + TOLD + "')");
    }

    /** When those of the objects that somebody has let load again were let so the last time. */
    public Map<StoredObject, Instant> retried(long jobId, List<StoredObject> objects) {
        if (!anyRetried(jobId)) {
            return Map.of();
        }
        Map<StoredObject, JobFile> found = few(objects)
                ? lookUp(jobId, objects, lookup -> lookup.lastActions(AGAIN))
                : join(
                        jobId,
                        objects,
                        "l.place, CAST(0 AS BIGINT), '', max(a.recorded), 'E', CAST(0 AS BIGINT), max(a.recorded)",
                        " FROM listed_version l JOIN forebay.job_action a"
                                + " ON a.file_key = l.file_key WHERE a.job_id = $1"
                                + AGAIN + " GROUP BY l.place");
        Map<StoredObject, Instant> retried = new LinkedHashMap<>();
        found.forEach((object, file) -> retried.put(object, file.recorded()));
        return retried;
    }

    private boolean anyRetried(long jobId) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query =
                        connection.prepare("SELECT 1 FROM forebay.job_action WHERE job_id = $1" + AGAIN + " LIMIT 1");
                Rows rows = query.execute(List.of(jobId))) {
            return rows.next();
        }
    }

    /** How the objects of a listing stand to what the job knows. */
    public ListedChanges compare(long jobId, ListedObjects listed) {
        try (WarehouseConnection connection = warehouse.connect()) {
            return KeyJoin.compare(connection, jobId, listed);
        }
    }

    private static boolean few(List<StoredObject> objects) {
        return objects.size() <= KeyLookup.MOST;
    }

    private static Map<StoredObject, JobFile> changedOf(List<StoredObject> objects, Map<StoredObject, JobFile> known) {
        Map<StoredObject, JobFile> changed = new LinkedHashMap<>();
        for (StoredObject object : objects) {
            JobFile file = known.get(object);
            if (file != null
                    && file.state() != FileState.SKIPPED
                    && !file.object().etag().equals(object.etag())) {
                changed.put(object, file);
            }
        }
        return changed;
    }

    private Map<StoredObject, JobFile> untold(long jobId, Map<StoredObject, JobFile> changed) {
        Map<StoredObject, JobFile> untold = new LinkedHashMap<>(changed);
        try (WarehouseConnection connection = warehouse.connect()) {
            Map<ObjectUri, Set<String>> told =
                    lookup(connection, jobId, changed.keySet()).etags(TOLD);
            untold.keySet().removeIf(object -> told.getOrDefault(object.uri(), Set.of())
                    .contains(object.etag()));
        }
        return untold;
    }

    private Map<StoredObject, JobFile> lookUp(
            long jobId, List<StoredObject> objects, Function<KeyLookup, Map<ObjectUri, JobFile>> question) {
        Map<StoredObject, JobFile> found = new LinkedHashMap<>();
        if (objects.isEmpty()) {
            return found;
        }
        try (WarehouseConnection connection = warehouse.connect()) {
            Map<ObjectUri, JobFile> answer = question.apply(lookup(connection, jobId, objects));
            for (StoredObject object : objects) {
                JobFile file = answer.get(object.uri());
                if (file != null) {
                    found.put(object, file);
                }
            }
        }
        return found;
    }

    private static KeyLookup lookup(WarehouseConnection connection, long jobId, Collection<StoredObject> objects) {
        return new KeyLookup(
                connection, jobId, objects.stream().map(StoredObject::uri).toList());
    }

    private Map<StoredObject, JobFile> join(long jobId, List<StoredObject> objects, String columns, String joined) {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            connection.execute("CREATE TEMP TABLE listed_version (place BIGINT, file_key UUID, etag VARCHAR)");
            connection.append(LISTED, rows(jobId, objects));
            Map<StoredObject, JobFile> found = new LinkedHashMap<>();
            try (Query query = connection.prepare("SELECT " + columns + joined + " ORDER BY l.place");
                    Rows rows = query.execute(List.of(jobId))) {
                while (rows.next()) {
                    StoredObject object = objects.get((int) rows.longAt(0));
                    found.put(object, file(object.uri(), rows));
                }
            }
            connection.rollback();
            return found;
        }
    }

    private static List<List<@Nullable Object>> rows(long jobId, List<StoredObject> objects) {
        List<List<@Nullable Object>> rows = new ArrayList<>(objects.size());
        for (int place = 0; place < objects.size(); place++) {
            StoredObject object = objects.get(place);
            rows.add(List.of((long) place, FileKey.of(jobId, object.uri()), object.etag()));
        }
        return rows;
    }

    private static JobFile file(ObjectUri uri, Rows rows) {
        StoredObject object = new StoredObject(uri, rows.longAt(1), rows.textAt(2), rows.instantAt(3));
        return new JobFile(object, FileState.of(rows.textAt(4)), rows.longAt(5), rows.instantAt(6));
    }
}
