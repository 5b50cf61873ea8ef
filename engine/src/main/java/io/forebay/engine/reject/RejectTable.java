package io.forebay.engine.reject;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A user's table in which jobs keep rejected records. Works inside the connection's open transaction. */
public final class RejectTable {
    private static final TableName STAGED = new TableName("temp", "kept_record");
    private static final TableName TAKEN = new TableName("temp", "taken_record");
    private static final TableName REFUSED = new TableName("temp", "refused_record");
    private static final TableName FILES = new TableName("temp", "forgotten_file");

    private final WarehouseConnection connection;
    private final TableName name;
    private final Table table;

    private RejectTable(WarehouseConnection connection, Table table) {
        this.connection = connection;
        this.name = table.name();
        this.table = table;
    }

    /** The most bytes that a column takes. */
    private int most(RejectColumn column) {
        int length = table.find(column.shown()).orElseThrow().type().length();
        return length > 0 ? Math.min(length, KeptText.MOST) : KeptText.MOST;
    }

    private String cut(RejectColumn column, String text) {
        return KeptText.cut(text, most(column));
    }

    /** The job and the load that records come from. @param etags of the load's files */
    public record Origin(long jobId, long loadId, Map<ObjectUri, String> etags, Instant recorded) {}

    /**
     * The table as it is; made when it does not exist.
     *
     * @throws ForebayException UNDEFINED_COLUMN, WRONG_TYPE, NOT_NULL_VIOLATION when it is there and cannot take records
     */
    public static RejectTable loadOrCreate(WarehouseConnection connection, TableName name) {
        Optional<RejectTable> found = find(connection, name);
        if (found.isPresent()) {
            return found.get();
        }
        connection.create(
                new TableDefinition(name.schema(), name.name(), false, true, RejectColumn.columns(), Map.of()));
        return find(connection, name).orElseThrow();
    }

    /**
     * Makes the table when it does not exist, and makes sure that records can be put into it; opens and commits transactions
     * of its own when none is open.
     *
     * @throws ForebayException as {@link #loadOrCreate}; or what the warehouse says, when it is a view for example
     */
    public static void prepare(WarehouseConnection connection, TableName name) {
        loadOrCreate(connection, name);
        connection.execute("INSERT INTO " + name.quoted() + " (" + RejectColumn.names() + ") SELECT "
                + RejectColumn.names() + " FROM " + name.quoted() + " WHERE false");
    }

    /** The table if it exists; throws as {@link #loadOrCreate} when it cannot take records. */
    public static Optional<RejectTable> find(WarehouseConnection connection, TableName name) {
        Optional<Table> table = connection.find(name.schema(), name.name());
        table.ifPresent(RejectTable::check);
        return table.map(found -> new RejectTable(connection, found));
    }

    private static void check(Table table) {
        for (RejectColumn wanted : RejectColumn.values()) {
            Column column = table.find(wanted.shown()).orElseThrow(() -> missing(table, wanted));
            if (column.type().kind() != wanted.type().kind() || column.identity() != null) {
                throw new ForebayException(
                                CommonError.WRONG_TYPE,
                                "column \"" + column.name() + "\" of \""
                                        + table.name().name() + "\" is "
                                        + column.type().sqlName() + ", but REJECTS INTO needs "
                                        + wanted.type().sqlName())
                        .withHint(WAY_OUT);
            }
        }
        Set<String> filled =
                Arrays.stream(RejectColumn.values()).map(RejectColumn::shown).collect(Collectors.toSet());
        for (Column column : table.columns()) {
            boolean empty = !column.nullable() && column.defaultExpression() == null && column.identity() == null;
            if (empty && !filled.contains(column.name().toLowerCase(Locale.ROOT))) {
                throw new ForebayException(
                                CommonError.NOT_NULL_VIOLATION,
                                "column \"" + column.name() + "\" of \""
                                        + table.name().name()
                                        + "\" is NOT NULL without a DEFAULT, and REJECTS INTO does not fill it")
                        .withHint(WAY_OUT);
            }
        }
    }

    private static final String WAY_OUT =
            "Name a table that does not exist: it is made with the columns that are needed.";

    private static ForebayException missing(Table table, RejectColumn wanted) {
        return new ForebayException(
                        CommonError.UNDEFINED_COLUMN,
                        "table \"" + table.name().name() + "\" of REJECTS INTO has no column \"" + wanted.shown()
                                + "\" (" + wanted.type().sqlName() + ")")
                .withHint(WAY_OUT);
    }

    /** Adds records. @param ids gives each a number that no other has */
    public void keep(Origin origin, LongSupplier ids, List<RejectedRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        stage("SELECT " + RejectColumn.names() + " FROM " + name.quoted() + " WHERE false");
        List<List<@Nullable Object>> rows = new ArrayList<>(records.size());
        for (RejectedRecord record : records) {
            rows.add(row(origin, ids.getAsLong(), record));
        }
        connection.append(STAGED, rows);
        connection.execute("INSERT INTO " + name.quoted() + " (" + RejectColumn.names() + ") SELECT "
                + RejectColumn.names()
                        .replace("job_name", "(SELECT min(job_name) FROM forebay.job j" + " WHERE j.job_id = k.job_id)")
                + " FROM kept_record k");
        connection.execute("DROP TABLE kept_record");
    }

    private void stage(String like) {
        connection.execute("CREATE TEMP TABLE kept_record AS " + like);
    }

    private List<@Nullable Object> row(Origin origin, long id, RejectedRecord record) {
        RejectedRow row = record.row();
        KeptText text = record.findText()
                .map(found -> found.within(most(RejectColumn.RAW_RECORD)))
                .orElse(null);
        return Arrays.asList(
                id,
                origin.jobId(),
                "",
                row.object().toString(),
                cut(RejectColumn.FILE_ETAG, origin.etags().getOrDefault(row.object(), "")),
                row.line(),
                row.position() < 0 ? null : (long) row.position(),
                (long) row.code(),
                cut(RejectColumn.ERROR_MESSAGE, row.reason()),
                columnName(row),
                text == null ? null : text.text(),
                text != null && text.whole(),
                origin.recorded(),
                origin.loadId());
    }

    private @Nullable String columnName(RejectedRow row) {
        return row.column() == null
                ? null
                : cut(RejectColumn.COLUMN_NAME, row.column().name());
    }

    /** A query that gives {@code load_id} of the records of a job, each once. */
    public String loads(long jobId) {
        return "SELECT DISTINCT load_id FROM " + name.quoted() + " WHERE job_id = " + jobId;
    }

    /**
     * Gives the records of a job, in the order of their numbers; other statements of the connection may run meanwhile.
     *
     * @throws ForebayException WRONG_STATE when they cannot be told from each other
     */
    public void each(long jobId, Consumer<KeptRecord> records) {
        checkNumbers(jobId);
        try (Query query = connection.prepare(
                        "SELECT reject_id, file_name, coalesce(file_etag, ''), coalesce(line_number, 0), raw_record,"
                                + " coalesce(raw_complete, false), coalesce(load_id, 0) FROM " + name.quoted()
                                + " WHERE job_id = $1 ORDER BY reject_id");
                Rows rows = query.execute(List.of(jobId))) {
            while (rows.next()) {
                KeptText text = rows.isNull(4) ? null : new KeptText(rows.textAt(4), rows.booleanAt(5));
                records.accept(new KeptRecord(
                        rows.longAt(0),
                        ObjectUri.parse(rows.textAt(1)),
                        rows.textAt(2),
                        rows.longAt(3),
                        rows.longAt(6),
                        text));
            }
        }
    }

    private void checkNumbers(long jobId) {
        try (Query query = connection.prepare(
                        "SELECT count(*) - count(DISTINCT reject_id), count(*) - count(file_name) FROM " + name.quoted()
                                + " WHERE job_id = $1");
                Rows rows = query.execute(List.of(jobId))) {
            if (rows.next() && (rows.longAt(0) > 0 || rows.longAt(1) > 0)) {
                throw new ForebayException(
                                CommonError.WRONG_STATE,
                                "records in \"" + name.name() + "\" have no reject_id, the same one, or no file_name")
                        .withHint("Give each record a reject_id of its own and the file that it is from.");
            }
        }
    }

    /**
     * Takes records away that are rows now. Who changes one at the same time, in a transaction that has begun before, fails
     * or makes this fail.
     *
     * @throws ForebayException CONFLICT when they are not all there
     */
    public void take(long jobId, List<Long> ids) {
        connection.execute("CREATE TEMP TABLE taken_record (reject_id BIGINT)");
        List<List<@Nullable Object>> rows = new ArrayList<>(ids.size());
        ids.forEach(id -> rows.add(List.of(id)));
        connection.append(TAKEN, rows);
        String taken = " WHERE job_id = $1 AND reject_id IN (SELECT reject_id FROM taken_record)";
        // DuckDB tells conflicts column by column, and only of values that change: a DELETE is in the way of no UPDATE.
        connection.execute("UPDATE " + name.quoted() + " SET raw_record = ''" + taken, jobId);
        long gone = connection.execute("DELETE FROM " + name.quoted() + taken, jobId);
        connection.execute("DROP TABLE taken_record");
        if (gone != ids.size()) {
            throw new ForebayException(
                    CommonError.CONFLICT,
                    "of " + ids.size() + " records in \"" + name.name() + "\" " + gone + " are there");
        }
    }

    /** Writes down why records are no rows now. */
    public void refuse(long jobId, Map<Long, RejectedRow> errors) {
        if (errors.isEmpty()) {
            return;
        }
        connection.execute("CREATE TEMP TABLE refused_record (reject_id BIGINT, position INTEGER, error_code INTEGER,"
                + " error_message VARCHAR, column_name VARCHAR)");
        List<List<@Nullable Object>> rows = new ArrayList<>(errors.size());
        errors.forEach((id, row) -> rows.add(Arrays.asList(
                id,
                row.position() < 0 ? null : (long) row.position(),
                (long) row.code(),
                cut(RejectColumn.ERROR_MESSAGE, row.reason()),
                columnName(row))));
        connection.append(REFUSED, rows);
        connection.execute(
                "UPDATE " + name.quoted() + " SET position = r.position, error_code = r.error_code,"
                        + " error_message = r.error_message, column_name = r.column_name FROM refused_record r WHERE "
                        + name.quoted() + ".job_id = $1 AND " + name.quoted() + ".reject_id = r.reject_id",
                jobId);
        connection.execute("DROP TABLE refused_record");
    }

    /** Takes the job's records of these files away: what they were rejected of is in its table no more. */
    public void forget(long jobId, Collection<ObjectUri> files) {
        if (files.isEmpty()) {
            return;
        }
        connection.execute("CREATE TEMP TABLE forgotten_file (file_name VARCHAR)");
        List<List<@Nullable Object>> rows = new ArrayList<>(files.size());
        files.forEach(file -> rows.add(List.of(file.toString())));
        connection.append(FILES, rows);
        connection.execute(
                "DELETE FROM " + name.quoted()
                        + " WHERE job_id = $1 AND file_name IN (SELECT file_name FROM forgotten_file)",
                jobId);
        connection.execute("DROP TABLE forgotten_file");
    }
}
