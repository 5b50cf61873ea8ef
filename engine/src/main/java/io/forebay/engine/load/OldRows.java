package io.forebay.engine.load;

import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.sql.Lineage;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of files in a job's table, found by the columns that LINEAGE fills: by FILE, and where LOAD_ID is kept too,
 * only those that loads of this job brought. Works inside the connection's open transaction; used once for a connection.
 */
public final class OldRows {
    private static final String LOADS = "SELECT o.file, f.query_id FROM old_file o JOIN forebay.load_file f"
            + " ON f.bucket = o.bucket AND f.object_key = o.object_key WHERE ";
    private static final TableName FILES = new TableName("temp", "old_file");

    private final WarehouseConnection connection;
    private final CopyBinding binding;
    /** 0 for whoever brought the rows. */
    private final long jobId;
    /** Whether another ledger has told the job of files, whose rows may be of loads that this one does not know. */
    private final boolean imported;

    private OldRows(WarehouseConnection connection, CopyBinding binding, long jobId, boolean imported) {
        this.connection = connection;
        this.binding = binding;
        this.jobId = jobId;
        this.imported = imported;
    }

    /** @param binding of a COPY with LINEAGE (FILE …) */
    public static OldRows ofJob(WarehouseConnection connection, CopyBinding binding, long jobId) {
        return new OldRows(connection, binding, jobId, false);
    }

    /**
     * The same, with those that came with a ledger that the job has imported or has moved here with: all but what a plain
     * COPY or another job that is there is known to have brought.
     */
    static OldRows ofJobOrImported(WarehouseConnection connection, CopyBinding binding, long jobId) {
        try (Query query = connection.prepare("SELECT 1 FROM forebay.job_action WHERE job_id = $1 AND action = 'IMPORT'"
                        + " UNION ALL SELECT 1 FROM forebay.job_move WHERE job_id = $1 AND step = 'ARRIVED' LIMIT 1");
                Rows rows = query.execute(List.of(jobId))) {
            return new OldRows(connection, binding, jobId, rows.next());
        }
    }

    /** The rows of files whoever brought them: of files that another ledger has told of. */
    public static OldRows byName(WarehouseConnection connection, CopyBinding binding) {
        return new OldRows(connection, binding, 0, false);
    }

    /**
     * SQL of {@code gone (query_id, bucket, object_key)}: which of {@code loaded (query_id, bucket, object_key, ended)} a
     * REMOVE or a REPLACE has taken out, which are all that ended before it but the load that the REPLACE is of.
     */
    public static String gone(long jobId) {
        return "gone AS (SELECT DISTINCT b.query_id, b.bucket, b.object_key FROM loaded b"
                + " JOIN forebay.job_action a ON a.bucket = b.bucket AND a.object_key = b.object_key"
                + " WHERE a.job_id = " + jobId + " AND a.action IN ('REMOVE', 'REPLACE') AND a.recorded >= b.ended"
                + " AND (a.action = 'REMOVE' OR EXISTS (SELECT 1 FROM loaded c WHERE c.bucket = b.bucket"
                + " AND c.object_key = b.object_key AND c.ended <= a.recorded"
                + " AND (c.ended > b.ended OR (c.ended = b.ended AND c.query_id > b.query_id)))))";
    }

    /** A load and a file of which it has brought rows. */
    record Loaded(long queryId, ObjectUri file) {}

    /**
     * What a REMOVE or a REPLACE has taken out of what some loads of a job brought.
     *
     * @param loads a query that gives their numbers
     */
    static Set<Loaded> goneOf(WarehouseConnection connection, long jobId, String loads, String scheme) {
        Set<Loaded> gone = new HashSet<>();
        try (Query query = connection.prepare("WITH loaded AS (SELECT query_id, bucket, object_key, ended"
                        + " FROM forebay.load_file WHERE job_id = " + jobId + "), " + gone(jobId)
                        + " SELECT query_id, bucket, object_key FROM gone WHERE query_id IN (" + loads + ")");
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                gone.add(new Loaded(rows.longAt(0), new ObjectUri(scheme, rows.textAt(1), rows.textAt(2))));
            }
        }
        return gone;
    }

    /**
     * SQL that counts the rows of each file whose name starts with parameter {@code $1}: columns {@code file, n}.
     *
     * @param jobId where LOAD_ID is kept, only rows that loads of this job brought
     */
    public static String counted(WarehouseConnection connection, CopyBinding binding, long jobId) {
        OldRows rows = ofJob(connection, binding, jobId);
        String file = rows.column(Lineage.FILE);
        String loads = rows.byLoad()
                ? " AND " + rows.column(Lineage.LOAD_ID) + " IN (SELECT query_id FROM forebay.load WHERE job_id = "
                        + jobId + ")"
                : "";
        return "SELECT " + file + " COLLATE \"C\" AS file, count(*) AS n FROM " + rows.table() + " WHERE starts_with("
                + file + ", CAST($1 AS VARCHAR))" + loads + " GROUP BY 1";
    }

    /**
     * The rows of one file.
     *
     * @param brought rows that loads of the job brought and no REMOVE and no REPLACE took out
     * @param marked whether all of those loads have marked them as the job does now
     * @param found those that are there
     */
    public record Count(long brought, boolean marked, long found) {
        static final Count NONE = new Count(0, true, 0);

        /** Whether some are there that cannot be told from others. */
        public boolean hidden() {
            return !marked && found < brought;
        }

        private Count and(long rows, boolean asNow) {
            return new Count(brought + rows, marked && asNow, found);
        }
    }

    /** Looks for the rows of these files. */
    public Map<ObjectUri, Count> count(Collection<JobFile> files, Supplier<Marks> marks) {
        connection.execute(
                "CREATE TEMP TABLE old_file (place BIGINT, file VARCHAR, bucket VARCHAR, object_key VARCHAR)");
        List<List<@Nullable Object>> rows = new ArrayList<>(files.size());
        List<ObjectUri> uris = new ArrayList<>(files.size());
        for (JobFile file : files) {
            ObjectUri uri = file.object().uri();
            rows.add(List.of((long) uris.size(), uri.toString(), uri.bucket(), uri.key()));
            uris.add(uri);
        }
        connection.append(FILES, rows);
        Map<ObjectUri, Count> counts = brought(uris, marks.get());
        String sql = "SELECT o.place, t.n FROM old_file o JOIN (SELECT " + column(Lineage.FILE)
                + " AS file, count(*) AS n FROM " + table() + where() + " GROUP BY 1) t ON t.file = o.file";
        try (Query query = connection.prepare(sql);
                Rows found = query.execute(List.of())) {
            while (found.next()) {
                long there = found.longAt(1);
                counts.computeIfPresent(
                        uris.get((int) found.longAt(0)), (uri, count) -> new Count(count.brought, count.marked, there));
            }
        }
        return counts;
    }

    private Map<ObjectUri, Count> brought(List<ObjectUri> uris, Marks marks) {
        Map<ObjectUri, Count> counts = new HashMap<>();
        uris.forEach(uri -> counts.put(uri, Count.NONE));
        String sql = "WITH loaded AS (SELECT o.place, f.query_id, f.bucket, f.object_key, f.started, f.ended,"
                + " f.loaded_rows FROM old_file o JOIN forebay.load_file f"
                + " ON f.bucket = o.bucket AND f.object_key = o.object_key WHERE f.job_id = " + jobId + "), "
                + gone(jobId) + " SELECT b.place, b.started, b.loaded_rows FROM loaded b WHERE b.loaded_rows > 0"
                + " AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.query_id = b.query_id AND g.bucket = b.bucket"
                + " AND g.object_key = b.object_key)";
        try (Query query = connection.prepare(sql);
                Rows loads = query.execute(List.of())) {
            while (loads.next()) {
                Instant started = loads.instantAt(1);
                long rows = loads.longAt(2);
                counts.computeIfPresent(
                        uris.get((int) loads.longAt(0)), (uri, count) -> count.and(rows, marks.have(started)));
            }
        }
        return counts;
    }

    /** Deletes what {@link #count} has found. @return how many rows */
    public long delete() {
        return connection.execute("DELETE FROM " + table() + where());
    }

    private String table() {
        return binding.table().name().quoted();
    }

    private String column(Lineage kind) {
        int at = binding.lineage().kinds().indexOf(kind);
        return TableName.quote(binding.lineage().columns().get(at).name());
    }

    private boolean byLoad() {
        return jobId != 0 && binding.lineage().kinds().contains(Lineage.LOAD_ID);
    }

    private String where() {
        if (!byLoad()) {
            return " WHERE " + column(Lineage.FILE) + " IN (SELECT file FROM old_file)";
        }
        if (imported) {
            return " WHERE " + column(Lineage.FILE) + " IN (SELECT file FROM old_file) AND (" + column(Lineage.FILE)
                    + ", coalesce(" + column(Lineage.LOAD_ID) + ", 0)) NOT IN (" + LOADS
                    + "f.job_id = 0 OR f.job_id IN (SELECT j.job_id FROM forebay.current_job j WHERE j.job_id <> "
                    + jobId
                    + "))";
        }
        return " WHERE (" + column(Lineage.FILE) + ", " + column(Lineage.LOAD_ID) + ") IN (" + LOADS + "f.job_id = "
                + jobId + ")";
    }
}
