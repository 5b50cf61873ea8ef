package io.forebay.engine.ledger;

import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one warehouse. Methods that take a connection work inside its open transaction and commit nothing;
 * the others open a connection of their own. Thread-safe.
 */
public final class Ledger {
    public static final String SCHEMA = "forebay";

    private static final TableName JOB_FILE = table("job_file");
    private static final TableName LOAD = table("load");
    private static final TableName LOAD_FILE = table("load_file");
    private static final TableName LOAD_ERROR = table("load_error");

    /** Rows that are made at a time: a job's baseline may be a million files. */
    static final int APPENDED = 10_000;

    private final Warehouse warehouse;
    private final Clock clock;
    private final Ids ids;

    private Ledger(Warehouse warehouse, Clock clock, Ids ids) {
        this.warehouse = warehouse;
        this.clock = clock;
        this.ids = ids;
    }

    /** Makes the tables and views that are missing. The live tables that the views read must be registered before. */
    public static Ledger open(Warehouse warehouse, Clock clock) {
        LedgerSchema.create(warehouse, clock.instant());
        return new Ledger(warehouse, clock, Ids.of(warehouse));
    }

    /**
     * The format of the ledger that is there; 0 without one. Changes nothing.
     *
     * @throws io.forebay.spi.ForebayException WRONG_STATE when a newer Forebay has made it
     */
    public static long format(WarehouseConnection connection) {
        return LedgerSchema.version(connection);
    }

    /** The format of a ledger that {@link #open} has opened. */
    public static long newestFormat() {
        return LedgerSchema.VERSION;
    }

    public Ids ids() {
        return ids;
    }

    /** Records a load that succeeds when the connection's transaction commits. */
    public void recordLoad(WarehouseConnection connection, LoadRecord load, Collection<FileRecord> files) {
        recordLoad(
                connection,
                load,
                files,
                files.stream().mapToLong(FileRecord::rows).sum());
    }

    /** @param rows of all files, where those of each may not be known */
    public void recordLoad(WarehouseConnection connection, LoadRecord load, Collection<FileRecord> files, long rows) {
        long errors = files.stream().mapToLong(FileRecord::errors).sum();
        connection.append(LOAD, List.of(loadRow(load, "completed", rows, objects(files), errors)));
        List<List<@Nullable Object>> fileRows = new ArrayList<>(files.size());
        for (FileRecord file : files) {
            StoredObject object = file.object();
            fileRows.add(List.of(
                    load.id(),
                    load.jobId(),
                    object.uri().bucket(),
                    object.uri().key(),
                    object.size(),
                    object.etag(),
                    object.lastModified(),
                    file.lines(),
                    file.rows(),
                    file.errors(),
                    file.started(),
                    file.ended()));
        }
        connection.append(LOAD_FILE, fileRows);
    }

    /** Records a load that was rolled back. */
    public void recordAborted(
            WarehouseConnection connection, LoadRecord load, Collection<StoredObject> objects, long errors) {
        connection.append(LOAD, List.of(loadRow(load, "aborted", 0, objects, errors)));
    }

    public void recordErrors(WarehouseConnection connection, LoadRecord load, Collection<RejectedRow> rejected) {
        List<List<@Nullable Object>> rows = new ArrayList<>(rejected.size());
        for (RejectedRow row : rejected) {
            rows.add(errorRow(load, row));
        }
        connection.append(LOAD_ERROR, rows);
    }

    /** Does this in a transaction of its own. */
    public void write(Consumer<WarehouseConnection> work) {
        write(work, WarehouseConnection::commit);
    }

    /**
     * Does this in a transaction of its own, and finds out what became of it when the reply is lost.
     *
     * @param durable looks on a new connection for what the work wrote
     * @param what the work, for messages
     */
    public void write(Consumer<WarehouseConnection> work, BooleanSupplier durable, String what) {
        write(work, connection -> Commit.settle(connection, durable, what));
    }

    private void write(Consumer<WarehouseConnection> work, Consumer<WarehouseConnection> end) {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            try {
                work.accept(connection);
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            }
            end.accept(connection);
        }
    }

    /**
     * Records that a job is done with these objects.
     *
     * @param queryId 0 for the baseline
     */
    public void recordJobFiles(
            WarehouseConnection connection,
            long jobId,
            Collection<StoredObject> objects,
            FileState state,
            long queryId) {
        Instant now = clock.instant();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (StoredObject object : objects) {
            if (rows.size() == APPENDED) {
                connection.append(JOB_FILE, rows);
                rows.clear();
            }
            rows.add(List.of(
                    jobId,
                    FileKey.of(jobId, object.uri()),
                    object.uri().bucket(),
                    object.uri().key(),
                    object.size(),
                    object.etag(),
                    object.lastModified(),
                    state.letter(),
                    queryId,
                    now));
        }
        connection.append(JOB_FILE, rows);
    }

    /** Whether {@link #recordLoad} is durable; asked on a new connection after an outcome that is not known. */
    public boolean committed(long queryId) {
        return recorded(queryId, "completed");
    }

    /** The same of {@link #recordAborted}. */
    public boolean aborted(long queryId) {
        return recorded(queryId, "aborted");
    }

    /** Whether a repair is durable that wrote rows of {@code job_action} with this number. */
    boolean acted(long actionId) {
        try (WarehouseConnection connection = warehouse.connect();
                var query = connection.prepare("SELECT count(*) FROM forebay.job_action WHERE action_id = $1");
                Rows rows = query.execute(List.of(actionId))) {
            return rows.next() && rows.longAt(0) > 0;
        }
    }

    private boolean recorded(long queryId, String status) {
        try (WarehouseConnection connection = warehouse.connect();
                var query =
                        connection.prepare("SELECT count(*) FROM forebay.load WHERE query_id = $1 AND status = $2");
                Rows rows = query.execute(List.of(queryId, status))) {
            return rows.next() && rows.longAt(0) > 0;
        }
    }

    /** The objects of a listing that the job is not done with, in the listing's order. */
    public List<StoredObject> unseen(long jobId, List<StoredObject> listing) {
        if (listing.isEmpty()) {
            return listing;
        }
        try (WarehouseConnection connection = warehouse.connect()) {
            return listing.size() <= KeyLookup.MOST
                    ? lookUp(connection, jobId, listing)
                    : join(connection, jobId, listing);
        }
    }

    /** The places of the objects of a listing that the job is not done with. */
    public BitSet unseen(long jobId, ListedObjects listing) {
        if (listing.size() == 0) {
            return new BitSet();
        }
        try (WarehouseConnection connection = warehouse.connect()) {
            return KeyJoin.unseen(connection, jobId, listing.size(), place -> listing.fileKey(jobId, place));
        }
    }

    private static List<StoredObject> lookUp(WarehouseConnection connection, long jobId, List<StoredObject> listing) {
        List<ObjectUri> names = listing.stream().map(StoredObject::uri).toList();
        Set<UUID> seen = new HashSet<>();
        for (ObjectUri uri : new KeyLookup(connection, jobId, names).known()) {
            seen.add(FileKey.of(jobId, uri));
        }
        return listing.stream()
                .filter(object -> !seen.contains(FileKey.of(jobId, object.uri())))
                .toList();
    }

    private static List<StoredObject> join(WarehouseConnection connection, long jobId, List<StoredObject> listing) {
        return KeyJoin.unseen(
                        connection,
                        jobId,
                        listing.size(),
                        place -> FileKey.of(jobId, listing.get(place).uri()))
                .stream()
                .mapToObj(listing::get)
                .toList();
    }

    private static List<StoredObject> objects(Collection<FileRecord> files) {
        return files.stream().map(FileRecord::object).toList();
    }

    private List<@Nullable Object> loadRow(
            LoadRecord load, String status, long rows, Collection<StoredObject> objects, long errors) {
        LoadRecord.Owner owner = load.owner();
        return List.of(
                load.id(),
                load.jobId(),
                owner.transactionId(),
                (long) owner.sessionId(),
                (long) owner.userId(),
                owner.database(),
                load.table().id(),
                load.table().name().name(),
                status,
                load.source(),
                load.format(),
                load.started(),
                clock.instant(),
                rows,
                (long) objects.size(),
                objects.stream().mapToLong(StoredObject::size).sum(),
                errors);
    }

    private List<@Nullable Object> errorRow(LoadRecord load, RejectedRow row) {
        LoadRecord.Owner owner = load.owner();
        ShownColumn column = ShownColumn.of(load.table(), row.column());
        return List.of(
                load.id(),
                load.jobId(),
                owner.transactionId(),
                (long) owner.sessionId(),
                (long) owner.userId(),
                owner.database(),
                load.table().id(),
                clock.instant(),
                row.object().toString(),
                row.line(),
                (long) column.index(),
                column.name().toLowerCase(Locale.ROOT),
                column.type(),
                column.length(),
                (long) row.position(),
                row.rawLine().replace('\0', '\uFFFD'),
                row.rawValue(),
                (long) row.code(),
                row.reason());
    }

    private static TableName table(String name) {
        return new TableName(SCHEMA, name);
    }
}
