package io.forebay.engine.ledger;

import io.forebay.engine.ledger.ConsumedFile.Outcome;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What jobs are to take out of the store by AFTER LOAD, and have. It is owed by the load's own transaction; nothing is
 * forgotten but what is done, or loads again. Thread-safe.
 */
public final class OwedFiles {
    private static final TableName OWED = new TableName(Ledger.SCHEMA, "job_owed");
    private static final TableName CONSUMED = new TableName(Ledger.SCHEMA, "job_consumed");
    private static final TableName AGAIN = new TableName("temp", "not_owed");
    private static final String COLUMNS =
            "SELECT query_id, place, bucket, object_key, size_bytes, etag, last_modified, target, is_refused"
                    + " FROM forebay.job_owed WHERE job_id = $1";
    private static final String OF_FILE = " AND bucket = $2 AND object_key = $3";

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final JobFiles files;
    private final Clock clock;

    public OwedFiles(Warehouse warehouse, Ledger ledger, JobFiles files, Clock clock) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.files = files;
        this.clock = clock;
    }

    /** Owes these, when the open transaction of their load commits. */
    public static void owe(WarehouseConnection connection, long jobId, List<OwedFile> owed) {
        List<List<@Nullable Object>> rows = new ArrayList<>(owed.size());
        for (OwedFile file : owed) {
            StoredObject object = file.object();
            rows.add(List.of(
                    jobId,
                    file.queryId(),
                    file.place(),
                    object.uri().bucket(),
                    object.uri().key(),
                    object.size(),
                    object.etag(),
                    object.lastModified(),
                    file.target(),
                    file.refused()));
        }
        connection.append(OWED, rows);
    }

    /** Owes nothing of these objects any more, inside the open transaction by which they may load again. */
    static void forget(WarehouseConnection connection, long jobId, Collection<StoredObject> objects) {
        if (objects.isEmpty()
                || LedgerSchema.firstLong(connection, "SELECT count(*) FROM forebay.job_owed WHERE job_id = " + jobId)
                        == 0) {
            return;
        }
        connection.execute("CREATE TEMP TABLE not_owed (bucket VARCHAR, object_key VARCHAR)");
        List<List<@Nullable Object>> rows = new ArrayList<>(objects.size());
        objects.forEach(
                object -> rows.add(List.of(object.uri().bucket(), object.uri().key())));
        connection.append(AGAIN, rows);
        connection.execute("DELETE FROM forebay.job_owed WHERE job_id = " + jobId
                + " AND (bucket, object_key) IN (SELECT bucket, object_key FROM not_owed)");
        connection.execute("DROP TABLE not_owed");
    }

    /** A dropped job owes nothing. */
    static void forgetAll(WarehouseConnection connection, long jobId) {
        connection.execute("DELETE FROM forebay.job_owed WHERE job_id = $1", jobId);
    }

    /** Where a walk over what is owed has come to. */
    public record Place(long queryId, long place) {
        public static final Place START = new Place(-1, -1);
    }

    /**
     * What is owed next and not refused, in the order of the loads; made sure of that the job is this server's.
     *
     * @param scheme of the job's source
     * @throws io.forebay.spi.ForebayException LEASE_LOST
     */
    public List<OwedFile> next(Lease lease, String scheme, Place after, int limit) {
        List<OwedFile> owed = new ArrayList<>();
        ledger.write(connection -> {
            try (Query query = connection.prepare(COLUMNS
                            + " AND NOT is_refused AND (query_id > $2 OR (query_id = $2 AND place > $3))"
                            + " ORDER BY query_id, place LIMIT " + limit);
                    Rows rows = query.execute(List.of(lease.jobId(), after.queryId(), after.place()))) {
                while (rows.next()) {
                    owed.add(file(rows, scheme));
                }
            }
            if (!owed.isEmpty()) {
                lease.check(connection);
            }
        });
        return owed;
    }

    /** How many files are owed or were refused. */
    public long count(long jobId, boolean refused) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare(
                        "SELECT count(*) FROM forebay.job_owed WHERE job_id = $1 AND is_refused = $2");
                Rows rows = query.execute(List.of(jobId, refused))) {
            return rows.next() ? rows.longAt(0) : 0;
        }
    }

    /** What is owed of one file. */
    public Optional<OwedFile> find(long jobId, ObjectUri uri) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare(COLUMNS + OF_FILE);
                Rows rows = query.execute(List.of(jobId, uri.bucket(), uri.key()))) {
            return rows.next() ? Optional.of(file(rows, uri.scheme())) : Optional.empty();
        }
    }

    /** What became of a file after its last load. */
    public Optional<ConsumedFile> consumed(long jobId, long queryId, ObjectUri uri) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT query_id, outcome, target, recorded FROM forebay.job_consumed"
                        + " WHERE job_id = $1" + OF_FILE + " AND query_id = $4");
                Rows rows = query.execute(List.of(jobId, uri.bucket(), uri.key(), queryId))) {
            return rows.next()
                    ? Optional.of(new ConsumedFile(
                            rows.longAt(0), Outcome.of(rows.textAt(1)), rows.textAt(2), rows.instantAt(3)))
                    : Optional.empty();
        }
    }

    /** What to record of one attempt. */
    public static final class Settled {
        private final Map<OwedFile, Outcome> done = new LinkedHashMap<>();
        private final Map<OwedFile, String> refused = new LinkedHashMap<>();
        private final Map<OwedFile, String> notes = new LinkedHashMap<>();

        public void done(OwedFile file, Outcome outcome) {
            done.put(file, outcome);
        }

        /** Left where it is: told to users once. */
        public void left(OwedFile file, String detail) {
            done.put(file, Outcome.LEFT);
            notes.put(file, detail);
        }

        /** It stays owed, and is not tried until a user has it tried again. @param reason for people */
        public void refused(OwedFile file, String reason) {
            refused.put(file, reason);
        }

        public boolean isEmpty() {
            return done.isEmpty() && refused.isEmpty();
        }

        /** How many became this. */
        public long count(Outcome outcome) {
            return done.values().stream().filter(outcome::equals).count();
        }

        public long refusals() {
            return refused.size();
        }
    }

    /**
     * Records what became of files, in one transaction.
     *
     * @throws io.forebay.spi.ForebayException LEASE_LOST; the next server finds out for itself
     */
    public void settle(Lease lease, Settled settled) {
        long jobId = lease.jobId();
        long actionId = ledger.ids().newest();
        Consumer<WarehouseConnection> work = connection -> {
            remove(connection, jobId, settled.done.keySet());
            record(connection, jobId, actionId, settled.done);
            note(connection, jobId, "LEFT", settled.notes);
            for (OwedFile file : settled.refused.keySet()) {
                connection.execute(
                        "UPDATE forebay.job_owed SET is_refused = true"
                                + " WHERE job_id = $1 AND query_id = $2 AND place = $3",
                        jobId,
                        file.queryId(),
                        file.place());
            }
            note(connection, jobId, "REFUSED", settled.refused);
            lease.check(connection);
        };
        ledger.write(work, () -> settled(jobId, actionId, settled), "what job " + jobId + " has taken out");
    }

    private static void remove(WarehouseConnection connection, long jobId, Collection<OwedFile> files) {
        Map<Long, List<String>> places = new LinkedHashMap<>();
        for (OwedFile file : files) {
            places.computeIfAbsent(file.queryId(), query -> new ArrayList<>()).add(Long.toString(file.place()));
        }
        places.forEach((query, of) -> connection.execute(
                "DELETE FROM forebay.job_owed WHERE job_id = $1 AND query_id = $2 AND place IN ("
                        + String.join(", ", of) + ")",
                jobId,
                query));
    }

    private void record(WarehouseConnection connection, long jobId, long actionId, Map<OwedFile, Outcome> done) {
        Instant now = clock.instant();
        List<List<@Nullable Object>> rows = new ArrayList<>(done.size());
        done.forEach((file, outcome) -> rows.add(List.of(
                jobId,
                file.queryId(),
                actionId,
                file.object().uri().bucket(),
                file.object().uri().key(),
                file.object().etag(),
                outcome.letter(),
                outcome == Outcome.MOVED ? file.target() : "",
                now)));
        connection.append(CONSUMED, rows);
    }

    private void note(WarehouseConnection connection, long jobId, String action, Map<OwedFile, String> details) {
        List<FileRepair.Change> changes = new ArrayList<>();
        details.forEach((file, detail) ->
                changes.add(new FileRepair.Change(file.object(), file.queryId(), FileState.INGESTED, detail)));
        if (!changes.isEmpty()) {
            files.note(connection, jobId, new FileRepair(action, 0, changes));
        }
    }

    private boolean settled(long jobId, long actionId, Settled settled) {
        if (settled.done.isEmpty()) {
            OwedFile one = settled.refused.keySet().iterator().next();
            return find(jobId, one.object().uri()).filter(OwedFile::refused).isPresent();
        }
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT count(*) FROM forebay.job_consumed WHERE action_id = $1");
                Rows rows = query.execute(List.of(actionId))) {
            return rows.next() && rows.longAt(0) > 0;
        }
    }

    /** Has what was refused of one file, or of all when there is none given, tried again. @return how many files */
    public long retry(Lease lease, Optional<ObjectUri> file) {
        long jobId = lease.jobId();
        long refused = refused(jobId, file);
        if (refused == 0) {
            return 0;
        }
        Consumer<WarehouseConnection> work = connection -> {
            String all = "UPDATE forebay.job_owed SET is_refused = false WHERE job_id = $1 AND is_refused";
            if (file.isPresent()) {
                connection.execute(
                        all + OF_FILE, jobId, file.get().bucket(), file.get().key());
            } else {
                connection.execute(all, jobId);
            }
            lease.check(connection);
        };
        ledger.write(work, () -> refused(jobId, file) == 0, "RETRY of AFTER LOAD of job " + jobId);
        return refused;
    }

    private long refused(long jobId, Optional<ObjectUri> file) {
        return file.map(uri -> find(jobId, uri).filter(OwedFile::refused).isPresent() ? 1L : 0L)
                .orElseGet(() -> count(jobId, true));
    }

    private static OwedFile file(Rows rows, String scheme) {
        ObjectUri uri = new ObjectUri(scheme, rows.textAt(2), rows.textAt(3));
        StoredObject object = new StoredObject(uri, rows.longAt(4), rows.textAt(5), rows.instantAt(6));
        return new OwedFile(rows.longAt(0), rows.longAt(1), object, rows.textAt(7), rows.booleanAt(8));
    }
}
