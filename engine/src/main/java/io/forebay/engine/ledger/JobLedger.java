package io.forebay.engine.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The jobs in the ledger. A change is a row that is added; each method commits its own transaction, and finds out what became of it when the reply is lost. Thread-safe. */
public final class JobLedger {
    private static final TableName JOB = new TableName(Ledger.SCHEMA, "job");
    private static final TableName DEFINITION = new TableName(Ledger.SCHEMA, "job_definition");
    private static final TableName LEASE = new TableName(Ledger.SCHEMA, "job_lease");
    private static final TableName STATE = new TableName(Ledger.SCHEMA, "job_state");
    private static final TableName MESSAGE = new TableName(Ledger.SCHEMA, "job_message");
    private static final int MAX_MESSAGE = 512;
    private static final int ATTEMPTS = 20;

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Clock clock;
    private final Leases leases;

    /** @param leases of this server, which takes the jobs that it makes and alters */
    public JobLedger(Warehouse warehouse, Ledger ledger, Clock clock, Leases leases) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.clock = clock;
        this.leases = leases;
    }

    /** The jobs that are not dropped, oldest first. */
    public List<JobRecord> list() {
        List<JobRecord> jobs = new ArrayList<>();
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare(
                        "SELECT job_id, job_name, database_name, owner_id, change_id, iam_role, table_schema,"
                                + " table_name, source, copy_text, options, created, is_auto FROM forebay.current_job"
                                + " ORDER BY job_id");
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                jobs.add(job(rows));
            }
        }
        return jobs;
    }

    private static JobRecord job(Rows rows) {
        return new JobRecord(
                rows.longAt(0),
                rows.textAt(1),
                rows.textAt(2),
                (int) rows.longAt(3),
                definition(rows, 4),
                rows.instantAt(11),
                rows.booleanAt(12));
    }

    /** A definition and since when it was the job's. */
    public record Defined(JobDefinition definition, Instant since) {}

    /** All definitions that the job has had, oldest first. */
    public List<Defined> definitions(long jobId) {
        List<Defined> definitions = new ArrayList<>();
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare(
                        "SELECT change_id, iam_role, table_schema, table_name, source, copy_text, options, changed"
                                + " FROM forebay.job_definition WHERE job_id = $1 ORDER BY change_id");
                Rows rows = query.execute(List.of(jobId))) {
            while (rows.next()) {
                definitions.add(new Defined(definition(rows, 0), rows.instantAt(7)));
            }
        }
        return definitions;
    }

    private static JobDefinition definition(Rows rows, int from) {
        return new JobDefinition(
                rows.longAt(from),
                rows.textAt(from + 1),
                new TableName(rows.textAt(from + 2), rows.textAt(from + 3)),
                rows.textAt(from + 4),
                rows.textAt(from + 5),
                rows.textAt(from + 6));
    }

    /**
     * Adds a job together with what lay under its prefix.
     *
     * @throws ForebayException DUPLICATE_OBJECT when the ledger has a job of that name
     */
    public void create(JobRecord job, ListedObjects baseline) {
        long changeId = job.definition().changeId();
        Consumer<WarehouseConnection> work = connection -> {
            // Two servers that make a job at once change the same row, so that one of them looks again.
            connection.execute("UPDATE forebay.counter SET last_id = last_id + 1");
            checkNew(connection, job.name());
            connection.append(
                    JOB, List.of(List.of(job.id(), job.name(), job.database(), (long) job.ownerId(), job.created())));
            connection.append(DEFINITION, List.of(definition(job)));
            connection.append(LEASE, List.of(List.of(job.id(), leases.next(job.auto()), 1L, 0L)));
            connection.append(STATE, List.of(state(job, changeId, false)));
            record(connection, job, baseline);
        };
        write(work, () -> changeId, "COPY JOB CREATE " + job.name());
    }

    private void record(WarehouseConnection connection, JobRecord job, ListedObjects baseline) {
        baseline.give(
                baseline.places(),
                Ledger.APPENDED,
                some -> ledger.recordJobFiles(connection, job.id(), some, FileState.BEFORE, 0));
    }

    private static void checkNew(WarehouseConnection connection, String name) {
        try (Query query = connection.prepare("SELECT count(*) FROM forebay.current_job WHERE job_name = $1");
                Rows rows = query.execute(List.of(name))) {
            if (rows.next() && rows.longAt(0) > 0) {
                throw new ForebayException(CommonError.DUPLICATE_OBJECT, "copy job \"" + name + "\" already exists")
                        .withHint("COPY JOB DROP " + name + " removes it.");
            }
        }
    }

    /**
     * Records what the job does from now on; its history stays.
     *
     * @param before the job as it is
     * @param job with a definition of a new change id
     * @param baseline objects that the job does not load, because the definition before did not ask for them and they
     *     are there already; none that the ledger knows
     * @throws ForebayException CONFLICT when somebody else has altered the job meanwhile
     */
    public void redefine(JobRecord before, JobRecord job, ListedObjects baseline) {
        Consumer<WarehouseConnection> takeOver = connection -> takeOver(connection, job, leases.next(job.auto()), "");
        change("JOB ALTER " + job.name(), takeOver, (connection, changeId) -> {
            checkUnaltered(connection, before);
            connection.append(DEFINITION, List.of(definition(job)));
            connection.append(STATE, List.of(state(job, changeId, false)));
            record(connection, job, baseline);
        });
    }

    private static void checkUnaltered(WarehouseConnection connection, JobRecord before) {
        try (Query query = connection.prepare("SELECT change_id, is_auto FROM forebay.current_job WHERE job_id = $1");
                Rows rows = query.execute(List.of(before.id()))) {
            if (!rows.next()
                    || rows.longAt(0) != before.definition().changeId()
                    || rows.booleanAt(1) != before.auto()) {
                throw altered(before.name());
            }
        }
    }

    /** That a job is not what it was when the change began. */
    public static ForebayException altered(String name) {
        return new ForebayException(CommonError.CONFLICT, "copy job \"" + name + "\" was altered by somebody else")
                .withHint("Look at it with COPY JOB SHOW " + name + ", and alter it again if need be.");
    }

    private List<@Nullable Object> definition(JobRecord job) {
        JobDefinition definition = job.definition();
        return List.of(
                job.id(),
                definition.changeId(),
                definition.iamRole(),
                definition.table().schema(),
                definition.table().name(),
                definition.source(),
                definition.copyText(),
                definition.options(),
                clock.instant());
    }

    /** Records whether the job is automatic from now on. */
    public void alter(JobRecord job) {
        String unlessMine = " AND holder <> '" + leases.holder() + "'";
        change(
                "COPY JOB ALTER " + job.name(),
                connection -> takeOver(connection, job, leases.next(job.auto()), unlessMine),
                (connection, changeId) -> connection.append(STATE, List.of(state(job, changeId, false))));
    }

    /** Records that the job is no more. */
    public void drop(JobRecord job) {
        change(
                "COPY JOB DROP " + job.name(),
                connection -> takeOver(connection, job, "", ""),
                (connection, changeId) -> {
                    OwedFiles.forgetAll(connection, job.id());
                    connection.append(STATE, List.of(state(job, changeId, true)));
                });
    }

    /**
     * Takes the job from the server that has it, so that no load that it runs, and none by an older definition, commits any
     * more.
     *
     * @param next the server that has it from now on; empty for none
     * @param unless a condition for not doing it
     * @throws ForebayException UNDEFINED_OBJECT when the job was dropped meanwhile
     */
    private static void takeOver(WarehouseConnection connection, JobRecord job, String next, String unless) {
        connection.execute(
                "UPDATE forebay.job_lease SET holder = $1, fence = fence + 1, checks = checks + 1 WHERE job_id = $2"
                        + unless,
                next,
                job.id());
        if (LedgerSchema.firstLong(connection, "SELECT count(*) FROM forebay.current_job WHERE job_id = " + job.id())
                == 0) {
            throw new ForebayException(CommonError.UNDEFINED_OBJECT, "copy job \"" + job.name() + "\" does not exist")
                    .withHint("It was dropped by somebody else. COPY JOB LIST shows the jobs that there are.");
        }
    }

    private interface Change {
        void make(WarehouseConnection connection, long changeId);
    }

    /** @param takeOver comes first: whoever holds the counter's row must not wait for a job's */
    private void change(String what, Consumer<WarehouseConnection> takeOver, Change change) {
        long[] changeId = {0};
        Consumer<WarehouseConnection> work = connection -> {
            takeOver.accept(connection);
            changeId[0] = next(connection);
            change.make(connection, changeId[0]);
        };
        write(work, () -> changeId[0], what);
    }

    /** The number of a change. */
    private long next(WarehouseConnection connection) {
        return leases.shared() ? ledger.ids().within(connection) : ledger.ids().newest();
    }

    /** Repeats what a transaction of another server, or a load of the job that ends, came before. */
    private void write(Consumer<WarehouseConnection> work, LongSupplier changeId, String what) {
        Again.whileInConflict(ATTEMPTS, () -> ledger.write(work, () -> changed(changeId.getAsLong()), what));
    }

    /** Adds a line to {@code sys_copy_job_info}. */
    public void tell(long jobId, String message) {
        String shown = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
        ledger.write(connection -> connection.append(MESSAGE, List.of(List.of(jobId, clock.instant(), shown))));
    }

    private List<@Nullable Object> state(JobRecord job, long changeId, boolean dropped) {
        return List.of(job.id(), changeId, job.auto(), dropped, clock.instant());
    }

    private boolean changed(long changeId) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT count(*) FROM forebay.job_state WHERE change_id = $1");
                Rows rows = query.execute(List.of(changeId))) {
            return rows.next() && rows.longAt(0) > 0;
        }
    }
}
