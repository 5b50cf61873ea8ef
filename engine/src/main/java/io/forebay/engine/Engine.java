package io.forebay.engine;

import io.forebay.engine.access.Passwords;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.external.LambdaCalls;
import io.forebay.engine.flow.watch.ExecutionBoard;
import io.forebay.engine.job.JobBoard;
import io.forebay.engine.job.JobChannels;
import io.forebay.engine.job.JobSettings;
import io.forebay.engine.job.JobStatus;
import io.forebay.engine.job.JobText;
import io.forebay.engine.job.Jobs;
import io.forebay.engine.job.PendingFiles;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.ServerName;
import io.forebay.engine.ledger.UnloadLedger;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.Loader;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.CopySource;
import io.forebay.engine.plan.FileSchema;
import io.forebay.engine.repair.Repairs;
import io.forebay.engine.schedule.Tables;
import io.forebay.engine.session.EngineSessions;
import io.forebay.engine.session.Inflight;
import io.forebay.engine.session.SessionFactory;
import io.forebay.engine.spectrum.ExternalScans;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.engine.stream.StreamLoad;
import io.forebay.engine.unload.RunningUnloads;
import io.forebay.engine.unload.Unloader;
import io.forebay.engine.unload.WriteFormats;
import io.forebay.spi.warehouse.Warehouse;
import java.util.List;

/** Everything between a warehouse, stores and formats on one side and a protocol on the other. Thread-safe. */
public final class Engine implements AutoCloseable {
    /** The plug-ins that an engine works with; it closes none of them. */
    public record Plugins(
            Warehouse warehouse,
            Stores stores,
            Formats formats,
            WriteFormats writeFormats,
            Passwords passwords,
            Endpoints endpoints) {
        /** Where nobody but the server's own user comes in, and no function calls anything outside. */
        public Plugins(Warehouse warehouse, Stores stores, Formats formats, WriteFormats writeFormats) {
            this(warehouse, stores, formats, writeFormats, Passwords.NONE, Endpoints.NONE);
        }
    }

    private final RunningLoads running;
    private final JobBoard board;
    private final Jobs jobs;
    private final EngineSessions sessions;
    private final ExecutionBoard executions;
    private final Tables schedules;

    private Engine(
            RunningLoads running,
            JobBoard board,
            Jobs jobs,
            EngineSessions sessions,
            ExecutionBoard executions,
            Tables schedules) {
        this.running = running;
        this.board = board;
        this.jobs = jobs;
        this.sessions = sessions;
        this.executions = executions;
        this.schedules = schedules;
    }

    /** The same of a server that nothing is left of when it ends. */
    public static Engine start(Plugins plugins, JobSettings settings, LoadContext context, String database) {
        return start(plugins, settings, context, database, ServerName.once());
    }

    /**
     * Makes the ledger where it is missing and takes up its jobs.
     *
     * @param database the name that clients connect to
     * @param server its name in the ledger
     */
    public static Engine start(
            Plugins plugins, JobSettings settings, LoadContext context, String database, ServerName server) {
        Warehouse warehouse = plugins.warehouse();
        warehouse.identify(server.toString());
        RunningLoads running = new RunningLoads();
        PendingFiles pending = new PendingFiles();
        JobBoard board = new JobBoard();
        Inflight inflight = new Inflight(context.clock());
        warehouse.register(running.table());
        warehouse.register(pending.table());
        warehouse.register(board.table());
        inflight.register(warehouse);
        JobChannels channels = new JobChannels();
        warehouse.register(channels.table());
        RunningUnloads unloads = new RunningUnloads();
        warehouse.register(unloads.table());
        ExecutionBoard executions = new ExecutionBoard();
        executions.tables().forEach(warehouse::register);
        Tables schedules = new Tables();
        schedules.tables().forEach(warehouse::register);
        warehouse.register(new LambdaCalls(plugins.endpoints(), database));
        ExternalScans scans = new ExternalScans(plugins.stores(), plugins.formats(), context.inflatedLimit());
        warehouse.register(scans);
        Ledger ledger = Ledger.open(warehouse, context.clock());
        Loader loader = new Loader(warehouse, ledger, plugins.stores(), plugins.formats(), running, context);
        StatementParser parser =
                new StatementParser(warehouse.dialect(), warehouse.staging().isPresent());
        Jobs jobs = Jobs.of(
                warehouse,
                ledger,
                plugins.stores(),
                plugins.formats(),
                new Jobs.Loading(server, loader, running, pending, board, channels, context, settings),
                definition -> JobText.of(parser, definition));
        Unloader unloader = new Unloader(
                new UnloadLedger(warehouse, ledger, context.clock()),
                plugins.stores(),
                plugins.writeFormats(),
                unloads,
                context.clock());
        EngineSessions sessions = EngineSessions.of(
                warehouse,
                new Repairs(
                        jobs,
                        new JobFiles(warehouse, ledger, context.clock()),
                        new Repairs.Tools(warehouse, ledger, plugins.stores(), context.clock(), context.steps())),
                new EngineSessions.Loading(
                        loader,
                        new CopySource(plugins.stores()),
                        new FileSchema(plugins.stores(), plugins.formats()),
                        running,
                        new StreamLoad(plugins.formats()),
                        unloader,
                        scans,
                        context),
                plugins.endpoints(),
                inflight,
                ledger.ids(),
                plugins.passwords(),
                database);
        loader.transforms().by(sessions::ready);
        jobs.start();
        return new Engine(running, board, jobs, sessions, executions, schedules);
    }

    /** How the jobs of this process are doing, the oldest job first. */
    public List<JobStatus> jobs() {
        return board.statuses();
    }

    public SessionFactory sessions() {
        return sessions;
    }

    /** Where executions are shown to SQL. */
    public ExecutionBoard executions() {
        return executions;
    }

    /** Where schedules and triggers are shown to SQL. */
    public Tables schedules() {
        return schedules;
    }

    /** Ends jobs, loads and statements; what was not committed is rolled back. */
    @Override
    public void close() {
        sessions.close();
        running.cancelAll();
        jobs.close();
    }
}
