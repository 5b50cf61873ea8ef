package io.forebay.engine;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.flow.host.StateMachines;
import io.forebay.engine.flow.host.TaskService;
import io.forebay.engine.flow.watch.FlowListener;
import io.forebay.engine.job.JobSettings;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.engine.schedule.Scheduling;
import io.forebay.engine.session.Notice;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionListener;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.unload.WriteFormats;
import io.forebay.format.avro.AvroFormat;
import io.forebay.format.delimited.DelimitedFormat;
import io.forebay.format.delimited.write.DelimitedWriteFormat;
import io.forebay.format.json.JsonFormat;
import io.forebay.format.json.write.JsonWriteFormat;
import io.forebay.format.kit.parquet.ParquetWriteFormat;
import io.forebay.format.orc.OrcFormat;
import io.forebay.format.parquet.ParquetFormat;
import io.forebay.format.xml.XmlFormat;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An engine on a real warehouse (see {@link TestWarehouse}) with buckets in memory, and one session to talk to it. */
public final class EngineFixture implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JobSettings JOBS =
            new JobSettings(Duration.ofMillis(50), Duration.ofMillis(200), BatchLimits.DEFAULT, 4);

    private static final Formats FORMATS = new Formats(List.of(
            new DelimitedFormat(),
            new JsonFormat(),
            new AvroFormat(),
            new XmlFormat(),
            new OrcFormat(),
            new ParquetFormat()));
    private static final WriteFormats WRITE_FORMATS =
            new WriteFormats(List.of(new DelimitedWriteFormat(), new JsonWriteFormat(), new ParquetWriteFormat()));

    public MemoryObjectStore store;
    public final CommitFaults commits = new CommitFaults();
    public final List<Notice> notices = new ArrayList<>();
    private final Path folder;
    private Warehouse warehouse;
    private Engine engine;
    private Session session;

    private final UnaryOperator<ObjectStore> around;
    private final JobSettings jobs;
    private final Function<Path, Warehouse> opener;

    public EngineFixture(Path folder) {
        this(folder, store -> store, JOBS);
    }

    /**
     * @param store the buckets, which may be another engine's too
     * @param opener opens the warehouse of a folder
     */
    public EngineFixture(Path folder, MemoryObjectStore store, Function<Path, Warehouse> opener) {
        this(folder, given -> given, JOBS, store, opener);
    }

    /** @param around what the engine sees of the store */
    public EngineFixture(Path folder, UnaryOperator<ObjectStore> around, JobSettings jobs) {
        this(folder, around, jobs, new MemoryObjectStore("lake", "other"), TestWarehouse::open);
    }

    private EngineFixture(
            Path folder,
            UnaryOperator<ObjectStore> around,
            JobSettings jobs,
            MemoryObjectStore store,
            Function<Path, Warehouse> opener) {
        this.opener = opener;
        this.folder = folder;
        this.around = around;
        this.jobs = jobs;
        this.store = store;
        open();
    }

    private void open() {
        warehouse = commits.around(opener.apply(folder));
        engine = Engine.start(
                new Engine.Plugins(
                        warehouse,
                        new Stores(List.of(around.apply(store))),
                        FORMATS,
                        WRITE_FORMATS,
                        password -> "stored:" + password.length(),
                        Endpoints.NONE),
                jobs,
                new LoadContext(Clock.systemUTC(), LoadStep.Listener.NONE),
                "dev");
        session = newSession();
    }

    /** Closes everything and opens it again on the same warehouse. */
    public void restart() {
        close();
        open();
    }

    /** Opens again what was closed, with other buckets, which are empty. */
    public void reopen(String... buckets) {
        store = new MemoryObjectStore(buckets);
        open();
    }

    /** Opens again what was closed. */
    public void reopen() {
        open();
    }

    public Session session() {
        return session;
    }

    public Session newSession() {
        return newSession("forebay");
    }

    public Session newSession(String user) {
        return engine.sessions().open(user, "dev", Map.of(), new SessionListener() {
            @Override
            public void notice(Notice notice) {
                notices.add(notice);
            }

            @Override
            public void parameterChanged(String name, String value) {}
        });
    }

    /** The Data API of this engine, over what is in a folder; the caller closes it first. */
    public DataApi dataApi(Path folder, Clock clock) {
        return DataApi.open(warehouse, engine.sessions(), folder, clock);
    }

    /** State machines of this engine, over what is in a folder; the caller closes them first. */
    public StateMachines machines(Path folder, DataApi api, Map<String, TaskService> own, Clock clock) {
        return machines(folder, api, own, clock, FlowListener.NONE);
    }

    /** The same; a listener is told what executions do. */
    public StateMachines machines(
            Path folder, DataApi api, Map<String, TaskService> own, Clock clock, FlowListener listener) {
        StateMachines machines = StateMachines.open(
                folder,
                new StateMachines.Services(
                        api, "me", new Stores(List.of(around.apply(store))), FORMATS, Endpoints.NONE, own),
                clock,
                listener);
        engine.executions().show(machines.executions());
        return machines;
    }

    /** What schedules and triggers of this engine start and look at. */
    public Scheduling.Services scheduled(StateMachines machines, DataApi api, MessageQueues queues) {
        return new Scheduling.Services(
                machines,
                api,
                "me",
                new Stores(List.of(around.apply(store))),
                warehouse,
                queues,
                Duration.ofMillis(50));
    }

    /** Shows them to SQL. */
    public void show(Scheduling scheduling) {
        engine.schedules().show(scheduling);
    }

    /** As if nothing of the Data API's statements had been committed. */
    public void unmark() {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.execute("DELETE FROM forebay.statement_mark");
        }
    }

    /** Runs one statement; gives its rows as lines with {@code |} between values, or its tag. */
    public String run(String sql) {
        return run(session, sql);
    }

    public static String run(Session session, String sql) {
        StringJoiner lines = new StringJoiner("\n");
        for (Statement statement : session.parse(sql)) {
            try (Prepared prepared = session.prepare(statement, List.of());
                    Result result = prepared.execute(List.of())) {
                if (result.rows().columns().isEmpty()) {
                    lines.add(result.tag());
                } else {
                    addRows(lines, result.rows());
                }
            }
        }
        return lines.toString();
    }

    /** The names and types of a query's columns. */
    public String columns(String sql) {
        try (Prepared prepared = session.prepare(session.parse(sql).get(0), List.of())) {
            return prepared.columns().stream()
                    .map(column -> column.name() + " " + column.type().sqlName())
                    .collect(java.util.stream.Collectors.joining(", "));
        }
    }

    private static void addRows(StringJoiner lines, Rows rows) {
        while (rows.next()) {
            StringJoiner line = new StringJoiner("|");
            for (int column = 0; column < rows.columns().size(); column++) {
                line.add(String.valueOf(rows.value(column)));
            }
            lines.add(line.toString());
        }
    }

    /** Waits until the query gives this. */
    public void await(String sql, String expected) {
        String[] last = {""};
        await(
                () -> {
                    last[0] = run(sql);
                    return last[0].equals(expected);
                },
                () -> sql + " gave " + last[0] + ", not " + expected);
    }

    public static void await(BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise.get());
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        session.close();
        engine.close();
        warehouse.close();
    }
}
