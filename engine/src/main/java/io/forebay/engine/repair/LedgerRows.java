package io.forebay.engine.repair;

import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.load.CopyBinding;
import io.forebay.engine.load.OldRows;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.Lineage;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files under a job's source that ledger or table know, in the order of their names' bytes, all as of one moment.
 * Holds one row at a time; the warehouse sorts.
 */
final class LedgerRows implements AutoCloseable {
    private static final String NONE = "SELECT CAST(NULL AS VARCHAR) AS file, CAST(0 AS BIGINT) AS n WHERE false"
            + " AND CAST($1 AS VARCHAR) IS NULL";

    private final WarehouseConnection connection;
    private final boolean marked;
    private final Query query;
    private final Rows rows;

    private LedgerRows(WarehouseConnection connection, boolean marked, Query query, Rows rows) {
        this.connection = connection;
        this.marked = marked;
        this.query = query;
        this.rows = rows;
    }

    /** @param cancel takes what ends the query, from any thread */
    static LedgerRows open(Warehouse warehouse, JobRecord job, CopyCommand command, Consumer<Runnable> cancel) {
        WarehouseConnection connection = warehouse.connect();
        try {
            cancel.accept(connection::cancel);
            connection.begin();
            boolean marked = command.load().lineage().containsKey(Lineage.FILE);
            String table = marked ? OldRows.counted(connection, CopyBinding.of(connection, command), job.id()) : NONE;
            ObjectUri source = ObjectUri.parse(job.source());
            Query query = connection.prepare(sql(job.id(), source.scheme(), table));
            Rows rows = query.execute(List.of(source.toString(), source.bucket(), source.key()));
            return new LedgerRows(connection, marked, query, rows);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static String sql(long jobId, String scheme, String table) {
        String under = " job_id = " + jobId
                + " AND bucket = CAST($2 AS VARCHAR) AND starts_with(object_key, CAST($3 AS VARCHAR))";
        return "WITH loaded AS (SELECT query_id, bucket, object_key, ended, loaded_rows FROM forebay.load_file"
                + " WHERE" + under + "),"
                + " " + OldRows.gone(jobId) + ","
                + " brought AS (SELECT b.bucket, b.object_key, CAST(sum(b.loaded_rows) AS BIGINT) AS n FROM loaded b"
                + " WHERE NOT EXISTS (SELECT 1 FROM gone g WHERE g.query_id = b.query_id"
                + " AND g.object_key = b.object_key) GROUP BY 1, 2),"
                + " taken AS (SELECT bucket, object_key, query_id FROM forebay.job_consumed WHERE outcome <> 'L' AND"
                + under + " UNION SELECT bucket, object_key, query_id FROM forebay.job_owed WHERE" + under + "),"
                + " done AS (SELECT f.bucket, f.object_key, f.size_bytes, f.etag, f.state, f.query_id,"
                + " c.query_id IS NOT NULL AS taken FROM (SELECT * FROM forebay.job_file WHERE" + under
                + ") f LEFT JOIN taken c ON c.bucket = f.bucket AND c.object_key = f.object_key"
                + " AND c.query_id = f.query_id),"
                + " known AS (SELECT '" + scheme + "://' || coalesce(d.bucket, b.bucket) || '/'"
                + " || coalesce(d.object_key, b.object_key) AS file, d.size_bytes, d.etag, d.state, d.query_id, d.taken, b.n"
                + " FROM done d FULL JOIN brought b ON b.bucket = d.bucket AND b.object_key = d.object_key)"
                + " SELECT coalesce(k.file, t.file) AS file, k.state, k.size_bytes, k.etag,"
                + " coalesce(k.n, CASE WHEN k.state = 'I' AND k.query_id = 0 THEN NULL ELSE 0 END) AS brought,"
                + " coalesce(t.n, 0) AS found, coalesce(k.taken, false) AS taken FROM known k FULL JOIN (" + table
                + ") t ON t.file = k.file ORDER BY 1";
    }

    boolean next() {
        return rows.next();
    }

    String file() {
        return rows.textAt(0);
    }

    Reconciled.InLedger ledger() {
        return new Reconciled.InLedger(
                rows.isNull(1) ? null : rows.textAt(1), number(2), rows.isNull(3) ? null : rows.textAt(3), number(4));
    }

    /** Null when the job does not keep which row is of which file. */
    @Nullable
    Long tableRows() {
        return marked ? number(5) : null;
    }

    /** Whether AFTER LOAD has taken the object out of the store, or is to. */
    boolean taken() {
        return rows.booleanAt(6);
    }

    private @Nullable Long number(int column) {
        return rows.isNull(column) ? null : rows.longAt(column);
    }

    boolean marked() {
        return marked;
    }

    @Override
    public void close() {
        rows.close();
        query.close();
        connection.close();
    }
}
