package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a listing a job is not done with: the hashes of their keys are staged in a temporary table and
 * joined with the ledger once, and only the places of those come back.
 */
final class KeyJoin {
    private static final TableName LISTING = new TableName("temp", "listing");
    private static final int STAGED = 10_000;

    private KeyJoin() {}

    /** @param connection a new one, of which nothing else is wanted */
    static BitSet unseen(WarehouseConnection connection, long jobId, ListedObjects objects) {
        connection.execute("CREATE TEMP TABLE listing (key_high BIGINT, key_low BIGINT, place BIGINT)");
        connection.begin();
        stage(connection, objects);
        BitSet unseen = new BitSet(objects.size());
        try (Query query = connection.prepare("SELECT l.place FROM listing l WHERE NOT EXISTS (SELECT 1"
                        + " FROM forebay.job_file f WHERE f.job_id = $1 AND f.key_high = l.key_high"
                        + " AND f.key_low = l.key_low)");
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
        connection.execute("CREATE TEMP TABLE listing (key_high BIGINT, key_low BIGINT, place BIGINT, etag VARCHAR)");
        connection.begin();
        stageVersions(connection, objects);
        ListedChanges found = new ListedChanges(new BitSet(objects.size()), new BitSet(objects.size()));
        try (Query query = connection.prepare("SELECT l.place, f.key_low IS NULL FROM listing l"
                        + " LEFT JOIN forebay.job_file f ON f.job_id = $1 AND f.key_high = l.key_high"
                        + " AND f.key_low = l.key_low"
                        + " WHERE f.key_low IS NULL OR (f.etag <> l.etag AND f.state <> 'S')");
                Rows rows = query.execute(List.of(jobId))) {
            while (rows.next()) {
                (rows.booleanAt(1) ? found.unseen() : found.changed()).set((int) rows.longAt(0));
            }
        }
        connection.rollback();
        return found;
    }

    private static void stageVersions(WarehouseConnection connection, ListedObjects objects) {
        List<List<@Nullable Object>> rows = new ArrayList<>(STAGED);
        objects.etags((place, etag) -> {
            rows.add(List.of(objects.high(place), objects.low(place), (long) place, etag));
            if (rows.size() == STAGED) {
                connection.append(LISTING, rows);
                rows.clear();
            }
        });
        connection.append(LISTING, rows);
    }

    private static void stage(WarehouseConnection connection, ListedObjects objects) {
        List<List<@Nullable Object>> rows = new ArrayList<>(STAGED);
        for (int place = 0; place < objects.size(); place++) {
            rows.add(List.of(objects.high(place), objects.low(place), (long) place));
            if (rows.size() == STAGED) {
                connection.append(LISTING, rows);
                rows.clear();
            }
        }
        connection.append(LISTING, rows);
    }
}
