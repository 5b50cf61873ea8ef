package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the ledger has of a few keys of one job: each table is read once for all of them, nothing is staged. DuckDB looks
 * into no index over several columns. One more, over half of the hashes, answers at once, but a ledger that is filled
 * under it needs more than DuckDB's 600 MB at 4.5 million files; without it ten million fit. Used by one thread.
 */
final class KeyLookup {
    /** Up to so many keys; more are staged and joined. */
    static final int MOST = 32;

    private final WarehouseConnection connection;
    private final long jobId;
    private final Map<KeyHash, ObjectUri> keys = new HashMap<>();
    private final String condition;

    /** @param keys one to {@link #MOST} */
    KeyLookup(WarehouseConnection connection, long jobId, List<ObjectUri> keys) {
        this.connection = connection;
        this.jobId = jobId;
        keys.forEach(uri -> this.keys.put(KeyHash.of(uri.bucket(), uri.key()), uri));
        this.condition = " WHERE job_id = $1 AND key_low IN ("
                + this.keys.keySet().stream()
                        .map(hash -> Long.toString(hash.low()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** Those that the job is done with. */
    Map<ObjectUri, JobFile> files() {
        Map<ObjectUri, JobFile> files = new HashMap<>();
        try (Query query = connection.prepare("SELECT key_high, key_low, size_bytes, etag, last_modified, state,"
                        + " query_id, enqueued FROM forebay.job_file" + condition);
                Rows rows = query.execute(List.of(jobId))) {
            while (rows.next()) {
                ObjectUri uri = keys.get(new KeyHash(rows.longAt(0), rows.longAt(1)));
                if (uri != null) {
                    StoredObject object = new StoredObject(uri, rows.longAt(2), rows.textAt(3), time(rows, 4));
                    files.put(uri, new JobFile(object, FileState.of(rows.textAt(5)), rows.longAt(6), time(rows, 7)));
                }
            }
        }
        return files;
    }

    /** The ETags that actions of this name tell of. */
    Map<ObjectUri, Set<String>> etags(String action) {
        Map<ObjectUri, Set<String>> etags = new HashMap<>();
        try (Query query = actions(" AND action = $2");
                Rows rows = query.execute(List.of(jobId, action))) {
            while (rows.next()) {
                ObjectUri uri = keys.get(new KeyHash(rows.longAt(0), rows.longAt(1)));
                if (uri != null) {
                    etags.computeIfAbsent(uri, key -> new HashSet<>()).add(rows.textAt(2));
                }
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
                Rows rows = query.execute(List.of(jobId))) {
            while (rows.next()) {
                ObjectUri uri = keys.get(new KeyHash(rows.longAt(0), rows.longAt(1)));
                if (uri != null) {
                    Instant recorded = time(rows, 4);
                    StoredObject object = new StoredObject(uri, 0, rows.textAt(2), recorded);
                    last.put(uri, new JobFile(object, FileState.FAILED, rows.longAt(3), recorded));
                }
            }
        }
        return last;
    }

    private Query actions(String more) {
        return connection.prepare(
                "SELECT key_high, key_low, etag, query_id, recorded FROM forebay.job_action" + condition + more);
    }

    private static Instant time(Rows rows, int column) {
        return Instant.ofEpochSecond(0, rows.longAt(column) * 1000);
    }
}
