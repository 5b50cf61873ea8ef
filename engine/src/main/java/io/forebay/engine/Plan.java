package io.forebay.engine;

import io.forebay.engine.discover.Scan;
import io.forebay.engine.flow.watch.ExecutionBoard;
import io.forebay.engine.job.JobBoard;
import io.forebay.engine.job.JobChannels;
import io.forebay.engine.job.JobSettings;
import io.forebay.engine.job.PendingFiles;
import io.forebay.engine.job.WarehouseReads;
import io.forebay.engine.ledger.JobDefinition;
import io.forebay.engine.ledger.JobLedger;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Lease;
import io.forebay.engine.ledger.Leases;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.ListedObjects;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.ledger.ServerName;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.JobLoad;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadTask;
import io.forebay.engine.load.Loader;
import io.forebay.engine.load.Marks;
import io.forebay.engine.load.Patience;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.load.Stores;
import io.forebay.engine.schedule.Tables;
import io.forebay.engine.session.Inflight;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.engine.unload.RunningUnloads;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.PlannedWarehouse;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * What would be sent to a warehouse that reads objects itself. It is run as it would be, by the same classes, on a warehouse
 * and a store that only tell; the only thing that is asked of anybody is the listing of a job's prefix.
 */
public final class Plan {
    /** Files of a listing that are shown being loaded. */
    private static final int SHOWN = 10;

    private static final String DATABASE = "dev";
    private static final int OWNER = 100;
    /** What a server is called that would do it; each has a name of its own. */
    private static final ServerName SERVER = new ServerName("this-server-here", "at-its-next-run.");

    private final PlannedWarehouse warehouse;
    private final Stores listed;
    private final PlannedStore store;
    private final LoadContext context;
    private final Consumer<String> remark;
    private final Ledger ledger;
    private final Loader loader;
    private final JobLedger jobs;

    /**
     * Tells what making the ledger takes.
     *
     * @param remark takes a line about what follows
     */
    public Plan(
            PlannedWarehouse warehouse, Stores listed, Formats formats, LoadContext context, Consumer<String> remark) {
        this.warehouse = warehouse;
        this.listed = listed;
        this.context = context;
        this.remark = remark;
        this.store = new PlannedStore(remark);
        RunningLoads running = new RunningLoads();
        warehouse.register(running.table());
        warehouse.register(new PendingFiles().table());
        warehouse.register(new JobBoard().table());
        new Inflight(context.clock()).register(warehouse);
        warehouse.register(new JobChannels().table());
        warehouse.register(new RunningUnloads().table());
        new ExecutionBoard().tables().forEach(warehouse::register);
        new Tables().tables().forEach(warehouse::register);
        remark.accept("At the start of a server: the ledger, where it is missing, and the server's own row.");
        this.ledger = Ledger.open(warehouse, context.clock());
        warehouse.identify(SERVER.toString());
        Leases leases = new Leases(warehouse, ledger, JobSettings.DEFAULT.leaseTime(), SERVER, "host");
        leases.register();
        this.jobs = new JobLedger(warehouse, ledger, context.clock(), leases);
        jobs.list();
        this.loader = new Loader(warehouse, ledger, new Stores(List.of(store)), formats, running, context);
    }

    /** Tells what each statement takes. */
    public void of(String text) {
        StatementParser parser =
                new StatementParser(warehouse.dialect(), warehouse.staging().isPresent());
        for (Statement statement : parser.parse(text)) {
            if (statement instanceof Statement.CreateJob job) {
                job(job);
            } else if (statement instanceof Statement.Sql sql) {
                remark.accept("Passed as it is written.");
                passed(sql);
            } else {
                remark.accept("A statement of Forebay's own about a job that is there: nothing is planned for it.");
            }
        }
    }

    private void passed(Statement.Sql sql) {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.searchPath(List.of(), List.of());
            connection.execute(sql.sql());
        }
    }

    private void job(Statement.CreateJob statement) {
        warehouse
                .staging()
                .ifPresent(staging -> WarehouseReads.check(statement.command(), statement.options(), staging));
        ObjectUri prefix = ObjectUri.parse(statement.command().source());
        ListedObjects found = Scan.all(listed.of(prefix), prefix, object -> true);
        Name written = statement.command().table();
        TableName table = new TableName(written.schema() == null ? "public" : written.schema(), written.name());
        JobRecord job = new JobRecord(
                ledger.ids().next(),
                statement.name(),
                DATABASE,
                OWNER,
                new JobDefinition(
                        ledger.ids().newest(),
                        statement.command().authorization().role(),
                        table,
                        prefix.toString(),
                        statement.command().text(),
                        statement.options().text()),
                context.clock().instant(),
                statement.auto());
        remark.accept("JOB CREATE " + statement.name() + "; beside it a row of job_file for each of the " + found.size()
                + " file(s) that lie there already.");
        List<Column> columns = statement.command().columns().stream()
                .map(name -> Column.of(name, ColumnType.varchar(0)))
                .toList();
        warehouse.assume(new Table(table, job.id(), columns, false));
        jobs.create(job, new ListedObjects(prefix));
        load(statement, job, files(prefix, found));
    }

    private List<StoredObject> files(ObjectUri prefix, ListedObjects found) {
        if (found.size() == 0) {
            remark.accept("The load of a file, as none lies there now.");
            return List.of(new StoredObject(
                    prefix.withKey(prefix.key() + "a-file"),
                    1000,
                    "an-etag",
                    context.clock().instant()));
        }
        BitSet first = new BitSet();
        first.set(0, Math.min(SHOWN, found.size()));
        List<StoredObject> files = new ArrayList<>();
        found.give(first, SHOWN, files::addAll);
        remark.accept("The load of " + files.size() + " of the " + found.size()
                + " file(s) that lie there, as if they were new.");
        return files;
    }

    private void load(Statement.CreateJob statement, JobRecord job, List<StoredObject> files) {
        store.holds(files);
        Instant now = context.clock().instant();
        JobLoad of = new JobLoad(
                job.id(),
                new Lease(job.id(), SERVER.toString(), 1),
                statement.options(),
                new Patience(JobSettings.DEFAULT.waits().retryFor(), context.clock()),
                null,
                Runnable::run,
                () -> new Marks(List.of(new Marks.Epoch(now, true))));
        Name table = new Name(job.table().schema(), job.table().name());
        loader.loadJob(
                new LoadTask(
                        ledger.ids().next(),
                        of,
                        new LoadRecord.Owner(ledger.ids().next(), 0, OWNER, DATABASE),
                        statement.command().into(table),
                        files,
                        () -> false),
                result -> {});
    }
}
