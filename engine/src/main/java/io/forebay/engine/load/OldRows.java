package io.forebay.engine.load;

import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.sql.Lineage;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of files in a job's table, found by the columns that LINEAGE fills: by FILE, and where LOAD_ID is kept too,
 * only those that loads of this job brought. Works inside the connection's open transaction; used once for a connection.
 */
public final class OldRows {
    private static final TableName FILES = new TableName("temp", "old_file");

    private static final String BROUGHT = "SELECT o.place, f.loaded_rows FROM old_file o JOIN forebay.load_file f"
            + " ON f.query_id = o.query_id AND f.bucket = o.bucket AND f.object_key = o.object_key";

    private final WarehouseConnection connection;
    private final CopyBinding binding;
    /** 0 for whoever brought the rows. */
    private final long jobId;

    /** @param binding of a COPY with LINEAGE (FILE …) */
    public OldRows(WarehouseConnection connection, CopyBinding binding, long jobId) {
        this.connection = connection;
        this.binding = binding;
        this.jobId = jobId;
    }

    /** The rows of files whoever brought them: of files that another ledger has told of. */
    public static OldRows byName(WarehouseConnection connection, CopyBinding binding) {
        return new OldRows(connection, binding, 0);
    }

    /**
     * SQL that counts the rows of each file whose name starts with parameter {@code $1}: columns {@code file, n}.
     *
     * @param jobId where LOAD_ID is kept, only rows that loads of this job brought
     */
    public static String counted(WarehouseConnection connection, CopyBinding binding, long jobId) {
        OldRows rows = new OldRows(connection, binding, jobId);
        String file = rows.column(Lineage.FILE);
        String loads = rows.byLoad()
                ? " AND " + rows.column(Lineage.LOAD_ID) + " IN (SELECT query_id FROM forebay.load WHERE job_id = "
                        + jobId + ")"
                : "";
        return "SELECT " + file + " AS file, count(*) AS n FROM " + rows.table() + " WHERE starts_with(" + file
                + ", CAST($1 AS VARCHAR))" + loads + " GROUP BY 1";
    }

    /** @param brought rows that the load brought that the ledger names; 0 for none @param found those that are there */
    public record Count(long brought, long found) {}

    /** Looks for the rows of these files. */
    public Map<ObjectUri, Count> count(Collection<JobFile> files) {
        connection.execute("CREATE TEMP TABLE old_file"
                + " (place BIGINT, file VARCHAR, bucket VARCHAR, object_key VARCHAR, query_id BIGINT)");
        List<List<@Nullable Object>> rows = new ArrayList<>(files.size());
        List<ObjectUri> uris = new ArrayList<>(files.size());
        for (JobFile file : files) {
            ObjectUri uri = file.object().uri();
            rows.add(List.of((long) uris.size(), uri.toString(), uri.bucket(), uri.key(), file.queryId()));
            uris.add(uri);
        }
        connection.append(FILES, rows);
        Map<ObjectUri, Long> brought = numbers(uris, BROUGHT);
        Map<ObjectUri, Long> found = numbers(
                uris,
                "SELECT o.place, t.n FROM old_file o JOIN (SELECT " + column(Lineage.FILE)
                        + " AS file, count(*) AS n FROM " + table() + where() + " GROUP BY 1) t ON t.file = o.file");
        Map<ObjectUri, Count> counts = new HashMap<>();
        uris.forEach(uri -> counts.put(uri, new Count(brought.getOrDefault(uri, 0L), found.getOrDefault(uri, 0L))));
        return counts;
    }

    private Map<ObjectUri, Long> numbers(List<ObjectUri> uris, String sql) {
        Map<ObjectUri, Long> numbers = new HashMap<>();
        try (Query query = connection.prepare(sql);
                Rows found = query.execute(List.of())) {
            while (found.next()) {
                numbers.put(uris.get((int) found.longAt(0)), found.longAt(1));
            }
        }
        return numbers;
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
        return " WHERE (" + column(Lineage.FILE) + ", " + column(Lineage.LOAD_ID) + ") IN ("
                + "SELECT o.file, f.query_id FROM old_file o JOIN forebay.load_file f"
                + " ON f.bucket = o.bucket AND f.object_key = o.object_key WHERE f.job_id = " + jobId + ")";
    }
}
