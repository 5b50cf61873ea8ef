package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a listing a job is not done with: their {@link FileKey}s are staged in a temporary table and
 * joined with the ledger once, and only the places of those come back.
 */
final class KeyJoin {
    private static final TableName LISTING = new TableName("temp", "listing");
    private static final int STAGED = 10_000;

    private KeyJoin() {}

    /**
     * @param connection a new one, of which nothing else is wanted
     * @param size how many objects
     * @param keys their {@link FileKey}s by their places
     * @return the places
     */
    static BitSet unseen(WarehouseConnection connection, long jobId, int size, IntFunction<UUID> keys) {
        connection.begin();
        connection.execute("CREATE TEMP TABLE listing (file_key UUID, place BIGINT)");
        stage(connection, size, keys);
        BitSet unseen = new BitSet(size);
        try (Query query = connection.prepare("SELECT l.place FROM listing l WHERE NOT EXISTS (SELECT 1"
                        + " FROM forebay.job_file f WHERE f.job_id = $1 AND f.file_key = l.file_key)");
                Rows rows = query.execute(List.of(jobId))) {
            while (rows.next()) {
                unseen.set((int) rows.longAt(0));
            }
        }
        connection.rollback();
        return unseen;
    }

    /**
     * The same, and which of the others have another ETag.
     *
     * @param connection a new one, of which nothing else is wanted
     */
    static ListedChanges compare(WarehouseConnection connection, long jobId, ListedObjects objects) {
        connection.begin();
        connection.execute("CREATE TEMP TABLE listing (file_key UUID, place BIGINT, etag VARCHAR)");
        stageVersions(connection, jobId, objects);
        ListedChanges found = new ListedChanges(new BitSet(objects.size()), new BitSet(objects.size()));
        try (Query query = connection.prepare("SELECT l.place, f.file_key IS NULL FROM listing l"
                        + " LEFT JOIN forebay.job_file f ON f.job_id = $1 AND f.file_key = l.file_key"
                        + " WHERE f.file_key IS NULL OR (f.etag <> l.etag AND f.state <> 'S')");
                Rows rows = query.execute(List.of(jobId))) {
            while (rows.next()) {
                (rows.booleanAt(1) ? found.unseen() : found.changed()).set((int) rows.longAt(0));
            }
        }
        connection.rollback();
        return found;
    }

    private static void stageVersions(WarehouseConnection connection, long jobId, ListedObjects objects) {
        List<List<@Nullable Object>> rows = new ArrayList<>(STAGED);
        objects.etags((place, etag) -> {
            rows.add(List.of(objects.fileKey(jobId, place), (long) place, etag));
            if (rows.size() == STAGED) {
                connection.append(LISTING, rows);
                rows.clear();
            }
        });
        connection.append(LISTING, rows);
    }

    private static void stage(WarehouseConnection connection, int size, IntFunction<UUID> keys) {
        List<List<@Nullable Object>> rows = new ArrayList<>(Math.min(size, STAGED));
        for (int place = 0; place < size; place++) {
            rows.add(List.of(keys.apply(place), (long) place));
            if (rows.size() == STAGED) {
                connection.append(LISTING, rows);
                rows.clear();
            }
        }
        connection.append(LISTING, rows);
    }
}
