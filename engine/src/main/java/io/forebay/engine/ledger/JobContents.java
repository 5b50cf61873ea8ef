package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents that jobs have loaded: {@code job_content}, one row a job and content, and {@code job_duplicate}, what the
 * files hold that were skipped for it. Thread-safe.
 */
public final class JobContents {
    private static final TableName CONTENT = new TableName(Ledger.SCHEMA, "job_content");
    private static final TableName DUPLICATE = new TableName(Ledger.SCHEMA, "job_duplicate");
    private static final String SAME = "c.hash_high = b.hash_high AND c.hash_low = b.hash_low";

    private final Warehouse warehouse;

    public JobContents(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** @return for each of the files whose content the job has loaded, the file that it was loaded from */
    public Map<ObjectUri, ObjectUri> holders(long jobId, List<FileContent> contents) {
        Map<ObjectUri, ObjectUri> holders = new HashMap<>();
        if (contents.isEmpty()) {
            return holders;
        }
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            connection.execute("CREATE TEMP TABLE batch_content (place BIGINT, hash_high BIGINT, hash_low BIGINT)");
            List<List<@Nullable Object>> rows = new ArrayList<>(contents.size());
            for (int place = 0; place < contents.size(); place++) {
                FileContent content = contents.get(place);
                rows.add(List.of((long) place, content.high(), content.low()));
            }
            connection.append(new TableName("temp", "batch_content"), rows);
            try (Query query = connection.prepare("SELECT b.place, c.bucket, c.object_key FROM batch_content b"
                            + " JOIN forebay.job_content c ON " + SAME + " WHERE c.job_id = $1");
                    Rows found = query.execute(List.of(jobId))) {
                while (found.next()) {
                    ObjectUri file = contents.get((int) found.longAt(0)).uri();
                    holders.put(file, new ObjectUri(file.scheme(), found.textAt(1), found.textAt(2)));
                }
            }
            connection.rollback();
        }
        return holders;
    }

    /**
     * Keeps contents of files that are loaded, inside the connection's open transaction.
     *
     * @throws io.forebay.spi.ForebayException UNIQUE_VIOLATION, at the latest by the commit, when another file has one
     */
    public void record(WarehouseConnection connection, long jobId, List<FileContent> contents, long queryId) {
        List<List<@Nullable Object>> rows = new ArrayList<>(contents.size());
        for (FileContent content : contents) {
            ObjectUri uri = content.uri();
            rows.add(List.of(jobId, content.high(), content.low(), uri.bucket(), uri.key(), queryId));
        }
        connection.append(CONTENT, rows);
    }

    /** Keeps contents of files that are skipped for them, inside the connection's open transaction. */
    public void skip(WarehouseConnection connection, long jobId, List<FileContent> contents) {
        List<List<@Nullable Object>> rows = new ArrayList<>(contents.size());
        for (FileContent content : contents) {
            ObjectUri uri = content.uri();
            rows.add(List.of(jobId, content.high(), content.low(), uri.bucket(), uri.key()));
        }
        connection.append(DUPLICATE, rows);
    }

    /**
     * The rows of these files go out of the table: their contents may come under other names, and files that were
     * skipped for them may load. Inside the connection's open transaction.
     */
    public void replace(WarehouseConnection connection, long jobId, Collection<ObjectUri> files) {
        if (files.isEmpty()) {
            return;
        }
        connection.execute("CREATE TEMP TABLE replaced_file (bucket VARCHAR, object_key VARCHAR)");
        List<List<@Nullable Object>> rows = new ArrayList<>(files.size());
        files.forEach(file -> rows.add(List.of(file.bucket(), file.key())));
        connection.append(new TableName("temp", "replaced_file"), rows);
        connection.execute(
                "DELETE FROM forebay.job_file WHERE job_id = $1 AND state = 'D'"
                        + " AND (bucket, object_key) IN (SELECT b.bucket, b.object_key"
                        + " FROM forebay.job_duplicate b JOIN forebay.job_content c ON " + SAME
                        + " JOIN replaced_file r ON c.bucket = r.bucket AND c.object_key = r.object_key"
                        + " WHERE b.job_id = $1 AND c.job_id = $1)",
                jobId);
        connection.execute(
                "DELETE FROM forebay.job_content WHERE job_id = $1"
                        + " AND (bucket, object_key) IN (SELECT bucket, object_key FROM replaced_file)",
                jobId);
        connection.execute("DROP TABLE replaced_file");
    }
}
