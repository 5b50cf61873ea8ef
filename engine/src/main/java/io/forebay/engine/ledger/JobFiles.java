package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Single files of jobs: what the ledger says of one, and changing that. A change is a row of {@code job_action} in the
 * same transaction, under the job's lease. Thread-safe.
 */
public final class JobFiles {
    private static final TableName ACTION = new TableName(Ledger.SCHEMA, "job_action");
    /** Up to here each file's row is found by the index; beyond, the files are staged and joined. */
    private static final int SINGLY = 32;

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Clock clock;

    public JobFiles(Warehouse warehouse, Ledger ledger, Clock clock) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The file as the job is done with it; empty when it is not. */
    public Optional<JobFile> find(long jobId, ObjectUri uri) {
        try (WarehouseConnection connection = warehouse.connect()) {
            Map<ObjectUri, JobFile> known = new KeyLookup(connection, jobId, List.of(uri)).files();
            return Optional.ofNullable(known.get(uri));
        }
    }

    /** The files of the job that failed, in no order; at most so many. */
    public List<ObjectUri> failed(long jobId, int limit) {
        List<ObjectUri> failed = new ArrayList<>();
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT bucket, object_key FROM forebay.job_file"
                        + " WHERE job_id = $1 AND state = 'E' LIMIT " + limit);
                Rows rows = query.execute(List.of(jobId))) {
            while (rows.next()) {
                failed.add(new ObjectUri("s3", rows.textAt(0), rows.textAt(1)));
            }
        }
        return failed;
    }

    /** The files that a load of the job has ingested, as the ledger knows them still: no other has had them since. */
    public List<JobFile> ofLoad(long jobId, long queryId, String scheme) {
        List<JobFile> files = new ArrayList<>();
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare(
                        "SELECT bucket, object_key, size_bytes, etag, last_modified, enqueued FROM forebay.job_file"
                                + " WHERE job_id = $1 AND query_id = $2 AND state = 'I' ORDER BY bucket, object_key");
                Rows rows = query.execute(List.of(jobId, queryId))) {
            while (rows.next()) {
                ObjectUri uri = new ObjectUri(scheme, rows.textAt(0), rows.textAt(1));
                StoredObject object = new StoredObject(uri, rows.longAt(2), rows.textAt(3), rows.instantAt(4));
                files.add(new JobFile(object, FileState.INGESTED, queryId, rows.instantAt(5)));
            }
        }
        return files;
    }

    /** The source of a load that has ended: for one that a manifest triggered, the manifest. */
    public Optional<String> source(long queryId) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT source FROM forebay.load WHERE query_id = $1");
                Rows rows = query.execute(List.of(queryId))) {
            return rows.next() ? Optional.of(rows.textAt(0)) : Optional.empty();
        }
    }

    /** What was done to the file, oldest first. */
    public List<FileAction> actions(long jobId, ObjectUri uri) {
        List<FileAction> actions = new ArrayList<>();
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare(
                        "SELECT action_id, action, etag, query_id, user_id, recorded, detail FROM forebay.job_action"
                                + " WHERE file_key = $1 ORDER BY action_id");
                Rows rows = query.execute(List.of(FileKey.of(jobId, uri)))) {
            while (rows.next()) {
                actions.add(new FileAction(
                        rows.longAt(0),
                        rows.textAt(1),
                        rows.textAt(2),
                        rows.longAt(3),
                        (int) rows.longAt(4),
                        rows.instantAt(5),
                        rows.textAt(6)));
            }
        }
        return actions;
    }

    /** How many rows a load brought of a file; empty when the ledger does not say. */
    public OptionalLong rows(long queryId, ObjectUri uri) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT loaded_rows FROM forebay.load_file"
                        + " WHERE query_id = $1 AND bucket = $2 AND object_key = $3");
                Rows rows = query.execute(List.of(queryId, uri.bucket(), uri.key()))) {
            return rows.next() ? OptionalLong.of(rows.longAt(0)) : OptionalLong.empty();
        }
    }

    /** Whether a load of the job has ended well that the file was in. */
    public boolean everLoaded(long jobId, ObjectUri uri) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT count(*) FROM forebay.load_file"
                        + " WHERE job_id = $1 AND bucket = $2 AND object_key = $3");
                Rows rows = query.execute(List.of(jobId, uri.bucket(), uri.key()))) {
            return rows.next() && rows.longAt(0) > 0;
        }
    }

    /** Why a file failed in a load. */
    public Optional<FileFailure> failure(long queryId, ObjectUri uri) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare(
                        "SELECT error_code, CASE WHEN line_number = 0 AND raw_line <> '' THEN raw_line ELSE reason"
                                + " END, line_number, count(*) OVER () FROM forebay.load_error WHERE query_id = $1 AND"
                                + " file_name = $2 ORDER BY line_number LIMIT 1");
                Rows rows = query.execute(List.of(queryId, uri.toString()))) {
            return rows.next()
                    ? Optional.of(new FileFailure((int) rows.longAt(0), rows.textAt(1), rows.longAt(2), rows.longAt(3)))
                    : Optional.empty();
        }
    }

    /**
     * Changes what the job takes files for, in one transaction; what became of it is found out when the reply is lost.
     *
     * @throws io.forebay.spi.ForebayException LEASE_LOST when the job is another server's now
     */
    public void repair(Lease lease, FileRepair repair) {
        repair(lease, repair.action(), connection -> repair);
    }

    /** The same. @param work what belongs to it in the same transaction, before the ledger is changed */
    public void repair(Lease lease, String action, Function<WarehouseConnection, FileRepair> work) {
        long actionId = ledger.ids().newest();
        Consumer<WarehouseConnection> all = connection -> {
            repair(connection, lease, work.apply(connection), actionId);
            lease.check(connection);
        };
        ledger.write(all, () -> ledger.acted(actionId), action + " of job " + lease.jobId());
    }

    private record Become(FileState state, long queryId) {}

    private void repair(WarehouseConnection connection, Lease lease, FileRepair repair, long actionId) {
        List<StoredObject> objects =
                repair.changes().stream().map(FileRepair.Change::object).toList();
        forget(connection, lease.jobId(), objects);
        Map<Become, List<StoredObject>> become = new LinkedHashMap<>();
        for (FileRepair.Change change : repair.changes()) {
            if (change.state() != null) {
                become.computeIfAbsent(new Become(change.state(), change.queryId()), alike -> new ArrayList<>())
                        .add(change.object());
            }
        }
        become.forEach(
                (what, alike) -> ledger.recordJobFiles(connection, lease.jobId(), alike, what.state, what.queryId));
        note(connection, lease.jobId(), repair, actionId);
    }

    /** Tells of something in a transaction of its own that leaves the files as they are to the job. */
    public void note(Lease lease, FileRepair repair) {
        long actionId = ledger.ids().newest();
        Consumer<WarehouseConnection> work = connection -> {
            note(connection, lease.jobId(), repair, actionId);
            lease.check(connection);
        };
        ledger.write(work, () -> ledger.acted(actionId), repair.action() + " of job " + lease.jobId());
    }

    /** The same inside the connection's open transaction. */
    public void note(WarehouseConnection connection, long jobId, FileRepair repair) {
        note(connection, jobId, repair, ledger.ids().newest());
    }

    private void note(WarehouseConnection connection, long jobId, FileRepair repair, long actionId) {
        List<List<@Nullable Object>> actions = new ArrayList<>();
        for (FileRepair.Change change : repair.changes()) {
            ObjectUri uri = change.object().uri();
            actions.add(List.of(
                    jobId,
                    actionId,
                    repair.action(),
                    uri.bucket(),
                    uri.key(),
                    FileKey.of(jobId, uri),
                    change.object().etag(),
                    change.queryId(),
                    (long) repair.userId(),
                    clock.instant(),
                    change.detail()));
        }
        connection.append(ACTION, actions);
    }

    /** Lets the content of a file come under another name, inside the connection's open transaction. */
    public void forgetContent(WarehouseConnection connection, long jobId, ObjectUri uri) {
        connection.execute(
                "DELETE FROM forebay.job_content WHERE job_id = $1 AND bucket = $2 AND object_key = $3",
                jobId,
                uri.bucket(),
                uri.key());
    }

    /** Takes the job's rows of these files away, inside the connection's open transaction. */
    public void forget(WarehouseConnection connection, long jobId, Collection<StoredObject> objects) {
        OwedFiles.forget(connection, jobId, objects);
        if (objects.size() > SINGLY) {
            forgetMany(connection, jobId, objects);
            return;
        }
        for (StoredObject object : objects) {
            connection.execute("DELETE FROM forebay.job_file WHERE file_key = $1", FileKey.of(jobId, object.uri()));
        }
    }

    private static void forgetMany(WarehouseConnection connection, long jobId, Collection<StoredObject> objects) {
        connection.execute("CREATE TEMP TABLE forgotten (file_key UUID)");
        List<List<@Nullable Object>> rows = new ArrayList<>(objects.size());
        for (StoredObject object : objects) {
            rows.add(List.of(FileKey.of(jobId, object.uri())));
        }
        connection.append(new TableName("temp", "forgotten"), rows);
        connection.execute("DELETE FROM forebay.job_file WHERE file_key IN (SELECT file_key FROM forgotten)");
        connection.execute("DROP TABLE forgotten");
    }

    /** Lets all files of the job that failed load again, in one transaction. @return how many */
    public long retryFailed(Lease lease, int userId) {
        long actionId = ledger.ids().newest();
        long[] count = {0};
        Consumer<WarehouseConnection> work = connection -> {
            connection.execute(
                    "INSERT INTO forebay.job_action SELECT job_id, CAST($1 AS BIGINT), 'RETRY', bucket, object_key,"
                            + " file_key, etag, query_id, CAST($2 AS INTEGER), CAST($3 AS TIMESTAMP), 'had failed' FROM forebay.job_file"
                            + " WHERE job_id = $4 AND state = 'E'",
                    actionId,
                    (long) userId,
                    LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                    lease.jobId());
            count[0] =
                    connection.execute("DELETE FROM forebay.job_file WHERE job_id = $1 AND state = 'E'", lease.jobId());
            lease.check(connection);
        };
        ledger.write(work, () -> count[0] == 0 || ledger.acted(actionId), "RETRY of job " + lease.jobId());
        return count[0];
    }
}
