package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has of single keys of one job, found by the indexes: what that costs does not grow with the ledger.
 * DuckDB looks an index up only when one condition on the index's one column is all there is, so the job and the other
 * half of the hash are compared here. Used by one thread.
 */
final class KeyLookup implements AutoCloseable {
    /** Up to so many keys; for more, one join with the whole ledger is cheaper. */
    static final int MOST = 32;

    static final String FILES = "SELECT job_id, key_high, size_bytes, etag, last_modified, state, query_id, enqueued"
            + " FROM forebay.job_file WHERE key_low = $1";
    static final String ACTIONS = "SELECT job_id, key_high, action_id, action, etag, query_id, recorded"
            + " FROM forebay.job_action WHERE key_low = $1";

    private final WarehouseConnection connection;
    private final Query files;
    private final long jobId;
    private @Nullable Query actions;

    KeyLookup(WarehouseConnection connection, long jobId) {
        this.connection = connection;
        this.files = connection.prepare(FILES);
        this.jobId = jobId;
    }

    /** The file as the job is done with it; empty when it is not. */
    Optional<JobFile> file(ObjectUri uri) {
        KeyHash hash = KeyHash.of(uri.bucket(), uri.key());
        try (Rows rows = files.execute(List.of(hash.low()))) {
            while (rows.next()) {
                if (of(rows, hash)) {
                    StoredObject object = new StoredObject(uri, rows.longAt(2), rows.textAt(3), time(rows, 4));
                    return Optional.of(
                            new JobFile(object, FileState.of(rows.textAt(5)), rows.longAt(6), time(rows, 7)));
                }
            }
            return Optional.empty();
        }
    }

    /** Whether an action of that name tells of this ETag. */
    boolean told(StoredObject object, String action) {
        KeyHash hash = KeyHash.of(object.uri().bucket(), object.uri().key());
        try (Rows rows = actions().execute(List.of(hash.low()))) {
            while (rows.next()) {
                if (of(rows, hash)
                        && rows.textAt(3).equals(action)
                        && rows.textAt(4).equals(object.etag())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The file as it was at its last action, as one that failed; empty when there was none. */
    Optional<JobFile> lastAction(ObjectUri uri) {
        return lastAction(uri, "");
    }

    /** The same of its last action of that name; empty for any. */
    Optional<JobFile> lastAction(ObjectUri uri, String action) {
        KeyHash hash = KeyHash.of(uri.bucket(), uri.key());
        Optional<JobFile> last = Optional.empty();
        long newest = Long.MIN_VALUE;
        try (Rows rows = actions().execute(List.of(hash.low()))) {
            while (rows.next()) {
                boolean named = action.isEmpty() || rows.textAt(3).equals(action);
                if (named && of(rows, hash) && rows.longAt(2) >= newest) {
                    newest = rows.longAt(2);
                    Instant recorded = time(rows, 6);
                    StoredObject object = new StoredObject(uri, 0, rows.textAt(4), recorded);
                    last = Optional.of(new JobFile(object, FileState.FAILED, rows.longAt(5), recorded));
                }
            }
        }
        return last;
    }

    private Query actions() {
        Query prepared = actions == null ? connection.prepare(ACTIONS) : actions;
        actions = prepared;
        return prepared;
    }

    private boolean of(Rows rows, KeyHash hash) {
        return rows.longAt(0) == jobId && rows.longAt(1) == hash.high();
    }

    private static Instant time(Rows rows, int column) {
        return Instant.ofEpochSecond(0, rows.longAt(column) * 1000);
    }

    @Override
    public void close() {
        Query prepared = actions;
        try (files) {
            if (prepared != null) {
                prepared.close();
            }
        }
    }
}
