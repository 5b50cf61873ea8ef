package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What servers tell the one that has a job. A signal is a hint: whoever sends it sends it again until what it is for has
 * happened. Thread-safe.
 */
public final class JobSignals {
    private static final TableName SIGNAL = new TableName(Ledger.SCHEMA, "job_signal");
    private static final String OF_JOB = " FROM forebay.job_signal WHERE job_id = $1";
    /** Signals that nobody has read for so long are swept away. */
    private static final String FORGOTTEN = "INTERVAL '10 minutes'";

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Clock clock;

    public JobSignals(Warehouse warehouse, Ledger ledger, Clock clock) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What was told of one job.
     *
     * @param arrived objects, in the order in which they were told of
     * @param list whether the source is to be listed
     * @param give whether another server asks for the job
     */
    public record Told(long jobId, List<StoredObject> arrived, boolean list, boolean give) {}

    /** Objects have arrived that the job has not loaded. */
    public void arrived(long jobId, List<StoredObject> objects) {
        List<List<@Nullable Object>> rows = new ArrayList<>(objects.size());
        for (StoredObject object : objects) {
            rows.add(row(jobId, "A", object.uri().toString(), object));
        }
        send(rows);
    }

    /** Something may have arrived that nobody was told of. */
    public void list(long jobId) {
        send(List.of(row(jobId, "S", "", null)));
    }

    /** This server would have the job. */
    public void ask(long jobId) {
        send(List.of(row(jobId, "G", "", null)));
    }

    private List<@Nullable Object> row(long jobId, String kind, String uri, @Nullable StoredObject object) {
        return List.of(
                jobId,
                kind,
                uri,
                object == null ? 0L : object.size(),
                object == null ? "" : object.etag(),
                object == null ? Instant.EPOCH : object.lastModified(),
                clock.instant());
    }

    private void send(List<List<@Nullable Object>> rows) {
        ledger.write(connection -> connection.append(SIGNAL, rows));
    }

    /** Takes what was told of jobs of these. */
    public List<Told> take(LongPredicate those) {
        List<Told> told = new ArrayList<>();
        for (long jobId : jobs()) {
            if (those.test(jobId)) {
                ledger.write(connection -> told.add(take(connection, jobId)));
            }
        }
        return told;
    }

    private Set<Long> jobs() {
        Set<Long> jobs = new HashSet<>();
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT DISTINCT job_id FROM forebay.job_signal");
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                jobs.add(rows.longAt(0));
            }
        }
        return jobs;
    }

    /** Both statements see the same snapshot, so that what is deleted has been read. */
    private static Told take(WarehouseConnection connection, long jobId) {
        List<StoredObject> arrived = new ArrayList<>();
        boolean list = false;
        boolean give = false;
        try (Query query = connection.prepare(
                        "SELECT kind, object, size_bytes, etag, last_modified" + OF_JOB + " ORDER BY sent");
                Rows rows = query.execute(List.of(jobId))) {
            while (rows.next()) {
                String kind = rows.textAt(0);
                list |= kind.equals("S");
                give |= kind.equals("G");
                if (kind.equals("A")) {
                    arrived.add(new StoredObject(
                            ObjectUri.parse(rows.textAt(1)), rows.longAt(2), rows.textAt(3), rows.instantAt(4)));
                }
            }
        }
        connection.execute("DELETE" + OF_JOB, jobId);
        return new Told(jobId, arrived, list, give);
    }

    /** Deletes what nobody has read for long. */
    public void sweep() {
        ledger.write(connection -> connection.execute("DELETE FROM forebay.job_signal WHERE sent < "
                + warehouse.dialect().now() + " - " + FORGOTTEN));
    }
}
