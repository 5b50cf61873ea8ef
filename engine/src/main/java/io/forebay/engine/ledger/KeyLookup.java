package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the ledger has of a few files of one job: each table is asked once for all of them, {@code job_file} through its
 * index, and nothing is staged. Used by one thread.
 */
final class KeyLookup {
    /**
     * Up to so many files; more are staged and joined. DuckDB holds a block of each column for each row that it finds by
     * an index, until all are found: of 500 files 572 MB were not enough, beside an index over ten million.
     */
    static final int MOST = 32;

    private final WarehouseConnection connection;
    /** By {@link FileKey}, as the warehouse prints it. */
    private final Map<String, ObjectUri> files = new HashMap<>();

    private final String condition;

    /** @param files one to {@link #MOST} */
    KeyLookup(WarehouseConnection connection, long jobId, List<ObjectUri> files) {
        this.connection = connection;
        files.forEach(uri -> this.files.put(FileKey.of(jobId, uri).toString(), uri));
        this.condition = condition(this.files.keySet());
    }

    /** The keys stand in the text: it is planned by them, and their number is not always the same. */
    static String condition(Collection<String> keys) {
        return keys.stream()
                .map(key -> "CAST('" + key + "' AS UUID)")
                .collect(Collectors.joining(", ", " WHERE file_key IN (", ")"));
    }

    /** Those that the job is done with: reads a column alone. */
    Set<ObjectUri> known() {
        Set<ObjectUri> known = new HashSet<>();
        try (Query query = connection.prepare("SELECT CAST(file_key AS VARCHAR) FROM forebay.job_file" + condition);
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                known.add(uri(rows));
            }
        }
        return known;
    }

    /** The same, with what the ledger has of them. */
    Map<ObjectUri, JobFile> files() {
        Map<ObjectUri, JobFile> known = new HashMap<>();
        try (Query query =
                        connection.prepare("SELECT CAST(file_key AS VARCHAR), size_bytes, etag, last_modified, state,"
                                + " query_id, enqueued FROM forebay.job_file" + condition);
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                StoredObject object = new StoredObject(uri(rows), rows.longAt(1), rows.textAt(2), rows.instantAt(3));
                known.put(
                        object.uri(),
                        new JobFile(object, FileState.of(rows.textAt(4)), rows.longAt(5), rows.instantAt(6)));
            }
        }
        return known;
    }

    /** The ETags that actions of this name tell of. */
    Map<ObjectUri, Set<String>> etags(String action) {
        Map<ObjectUri, Set<String>> etags = new HashMap<>();
        try (Query query = actions(" AND action = $1");
                Rows rows = query.execute(List.of(action))) {
            while (rows.next()) {
                etags.computeIfAbsent(uri(rows), key -> new HashSet<>()).add(rows.textAt(1));
            }
        }
        return etags;
    }

    /**
     * Those that something was done to, as they were the last time, as files that failed.
     *
     * @param which a condition behind AND; empty for all
     */
    Map<ObjectUri, JobFile> lastActions(String which) {
        Map<ObjectUri, JobFile> last = new HashMap<>();
        try (Query query = actions(which + " ORDER BY action_id");
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                Instant recorded = rows.instantAt(3);
                StoredObject object = new StoredObject(uri(rows), 0, rows.textAt(1), recorded);
                last.put(object.uri(), new JobFile(object, FileState.FAILED, rows.longAt(2), recorded));
            }
        }
        return last;
    }

    private Query actions(String more) {
        return connection.prepare("SELECT CAST(file_key AS VARCHAR), etag, query_id, recorded FROM forebay.job_action"
                + condition + more);
    }

    private ObjectUri uri(Rows rows) {
        return Objects.requireNonNull(files.get(rows.textAt(0)));
    }
}
