package io.forebay.engine.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
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
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that the ledger knows of a job's files, as it travels to another ledger. Holds a part of it at a time. Thread-safe. */
public final class JobEntries {
    private static final TableName ACTION = new TableName(Ledger.SCHEMA, "job_action");
    private static final TableName FILES = new TableName("temp", "imported");
    private static final TableName CONTENTS = new TableName("temp", "imported_content");

    private static final String SAME_KEY = "f.job_id = $1 AND f.file_key = i.file_key";
    private static final String COLUMNS =
            "CAST($1 AS BIGINT), i.file_key, i.bucket, i.object_key, i.size_bytes, i.etag,"
                    + " i.last_modified, i.state, 0, i.enqueued";

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Clock clock;

    public JobEntries(Warehouse warehouse, Ledger ledger, Clock clock) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Takes entries one by one: all files, then all contents. */
    public interface Taker {
        void file(JobFile file);

        void content(FileContent content);
    }

    /**
     * Gives all entries of a job as of one moment, in the order of their names' bytes.
     *
     * @param scheme of the job's source
     * @param cancel takes what ends the warehouse's part, from any thread
     */
    public void give(long jobId, String scheme, Consumer<Runnable> cancel, Taker taker) {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            cancel.accept(connection::cancel);
            try (Query query = connection.prepare("SELECT bucket, object_key, size_bytes, etag, last_modified, state,"
                            + " enqueued FROM forebay.job_file WHERE job_id = $1 ORDER BY bucket, object_key");
                    Rows rows = query.execute(List.of(jobId))) {
                while (rows.next()) {
                    ObjectUri uri = new ObjectUri(scheme, rows.textAt(0), rows.textAt(1));
                    StoredObject object = new StoredObject(uri, rows.longAt(2), rows.textAt(3), rows.instantAt(4));
                    taker.file(new JobFile(object, FileState.of(rows.textAt(5)), 0, rows.instantAt(6)));
                }
            }
            try (Query query = connection.prepare("SELECT hash_high, hash_low, bucket, object_key"
                            + " FROM forebay.job_content WHERE job_id = $1 ORDER BY bucket, object_key, hash_high");
                    Rows rows = query.execute(List.of(jobId))) {
                while (rows.next()) {
                    ObjectUri uri = new ObjectUri(scheme, rows.textAt(2), rows.textAt(3));
                    taker.content(new FileContent(rows.longAt(0), rows.longAt(1), uri));
                }
            }
            connection.rollback();
        }
    }

    /**
     * What is merged.
     *
     * @param from the object that the entries are from
     * @param userId who does it
     */
    public record Origin(StoredObject from, int userId) {}

    /** @param added that the job was not done with @param raised whose state was a lesser one @param kept all others */
    public record Merged(long added, long raised, long kept) {}

    /**
     * Merges entries into those of a job, in one transaction with a row of {@code job_action}: a file that the job is not
     * done with is added; of a file that it is done with the greater state stays, in the order B, E, S, D, I, and of two
     * equal ones the one that is there. Nothing is forgotten.
     *
     * @param source gives the entries, and throws when they are not to be merged
     * @param cancel takes what ends the warehouse's part, from any thread
     * @param before is told when all is done but the commit
     * @throws ForebayException INVALID_PARAMETER when a file is there twice; LEASE_LOST
     */
    public Merged merge(
            Lease lease, Origin origin, Consumer<Taker> source, Consumer<Runnable> cancel, Runnable before) {
        long actionId = ledger.ids().newest();
        Merged[] merged = {new Merged(0, 0, 0)};
        Consumer<WarehouseConnection> work = connection -> {
            cancel.accept(connection::cancel);
            Stage stage = new Stage(connection, lease.jobId());
            source.accept(stage);
            stage.end();
            merged[0] = merge(connection, lease.jobId(), actionId, origin);
            cancel.accept(() -> {});
            before.run();
            lease.check(connection);
        };
        ledger.write(work, () -> ledger.acted(actionId), "IMPORT of job " + lease.jobId());
        return merged[0];
    }

    private Merged merge(WarehouseConnection connection, long jobId, long actionId, Origin origin) {
        long all = LedgerSchema.firstLong(connection, "SELECT count(*) FROM imported");
        checkOnce(connection, all);
        connection.execute("CREATE TEMP TABLE raised (file_key UUID, query_id BIGINT, state VARCHAR)");
        long raised = connection.execute(
                "INSERT INTO raised SELECT f.file_key, f.query_id, f.state FROM imported i"
                        + " JOIN forebay.job_file f ON " + SAME_KEY + " WHERE " + rank("i.state") + " > "
                        + rank("f.state"),
                jobId);
        connection.execute(
                "INSERT INTO forebay.job_action SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), 'IMPORT', i.bucket,"
                        + " i.object_key, i.file_key, i.etag, r.query_id, CAST($3 AS INTEGER), CAST($4 AS TIMESTAMP),"
                        + " 'state ' || i.state || ', was ' || r.state FROM raised r JOIN imported i ON i.file_key = r.file_key",
                jobId,
                actionId,
                (long) origin.userId(),
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        connection.execute("DELETE FROM forebay.job_file WHERE file_key IN (SELECT file_key FROM raised)");
        long added = connection.execute(
                        "INSERT INTO forebay.job_file SELECT " + COLUMNS
                                + " FROM imported i WHERE NOT EXISTS (SELECT 1 FROM forebay.job_file f WHERE "
                                + SAME_KEY + ")",
                        jobId)
                - raised;
        connection.execute(
                "INSERT INTO forebay.job_content"
                        + " SELECT CAST($1 AS BIGINT), i.hash_high, i.hash_low, i.bucket, i.object_key, 0"
                        + " FROM imported_content i WHERE NOT EXISTS (SELECT 1 FROM forebay.job_content f"
                        + " WHERE f.job_id = $1 AND f.hash_high = i.hash_high AND f.hash_low = i.hash_low)",
                jobId);
        Merged merged = new Merged(added, raised, all - added - raised);
        note(connection, jobId, actionId, origin, merged);
        return merged;
    }

    private static String rank(String state) {
        return "strpos('BESDI', " + state + ")";
    }

    private static void checkOnce(WarehouseConnection connection, long all) {
        long once =
                LedgerSchema.firstLong(connection, "SELECT count(*) FROM (SELECT DISTINCT file_key FROM imported) d");
        long contents = LedgerSchema.firstLong(connection, "SELECT count(*) FROM imported_content");
        long unlike = LedgerSchema.firstLong(
                connection, "SELECT count(*) FROM (SELECT DISTINCT hash_high, hash_low FROM imported_content) d");
        if (once < all || unlike < contents) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    (all - once + contents - unlike) + " file(s) or contents are there more than once");
        }
    }

    private void note(WarehouseConnection connection, long jobId, long actionId, Origin origin, Merged merged) {
        ObjectUri uri = origin.from().uri();
        connection.append(
                ACTION,
                List.of(List.of(
                        jobId,
                        actionId,
                        "IMPORT",
                        uri.bucket(),
                        uri.key(),
                        FileKey.of(jobId, uri),
                        origin.from().etag(),
                        0L,
                        (long) origin.userId(),
                        clock.instant(),
                        merged.added() + " file(s) added, " + merged.raised() + " raised, " + merged.kept()
                                + " kept")));
    }

    /** Puts entries into temporary tables, some at a time. */
    private static final class Stage implements Taker {
        private final WarehouseConnection connection;
        private final long jobId;
        private final List<List<@Nullable Object>> files = new ArrayList<>();
        private final List<List<@Nullable Object>> contents = new ArrayList<>();

        Stage(WarehouseConnection connection, long jobId) {
            this.connection = connection;
            this.jobId = jobId;
            connection.execute("CREATE TEMP TABLE imported (file_key UUID, bucket VARCHAR,"
                    + " object_key VARCHAR, size_bytes BIGINT, etag VARCHAR, last_modified TIMESTAMP, state VARCHAR,"
                    + " enqueued TIMESTAMP)");
            connection.execute("CREATE TEMP TABLE imported_content"
                    + " (hash_high BIGINT, hash_low BIGINT, bucket VARCHAR, object_key VARCHAR)");
        }

        @Override
        public void file(JobFile file) {
            StoredObject object = file.object();
            ObjectUri uri = object.uri();
            files.add(List.of(
                    FileKey.of(jobId, uri),
                    uri.bucket(),
                    uri.key(),
                    object.size(),
                    object.etag(),
                    object.lastModified(),
                    file.state().letter(),
                    file.recorded()));
            if (files.size() == Ledger.APPENDED) {
                put(FILES, files);
            }
        }

        @Override
        public void content(FileContent content) {
            contents.add(List.of(
                    content.high(),
                    content.low(),
                    content.uri().bucket(),
                    content.uri().key()));
            if (contents.size() == Ledger.APPENDED) {
                put(CONTENTS, contents);
            }
        }

        private void put(TableName table, List<List<@Nullable Object>> rows) {
            connection.append(table, rows);
            rows.clear();
        }

        void end() {
            put(FILES, files);
            put(CONTENTS, contents);
        }
    }
}
