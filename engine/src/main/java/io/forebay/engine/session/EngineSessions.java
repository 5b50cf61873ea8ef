package io.forebay.engine.session;

import io.forebay.engine.ledger.Ids;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.Loader;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.plan.CopySource;
import io.forebay.engine.plan.FileSchema;
import io.forebay.engine.procedure.ProcedureStore;
import io.forebay.engine.repair.Repairs;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.engine.unload.Unloader;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** The sessions of one engine. Thread-safe. */
public final class EngineSessions implements SessionFactory, AutoCloseable {
    /** What clients may call the database whatever its name is: Redshift's first database. */
    private static final String ALWAYS = "dev";

    private static final int FIRST_ID = 1000;

    private final EngineSession.Shared shared;
    private final String database;
    private final ScheduledExecutorService timer;
    private final AtomicInteger lastId = new AtomicInteger(FIRST_ID);
    private final Map<Integer, EngineSession> open = new ConcurrentHashMap<>();

    private EngineSessions(EngineSession.Shared shared, String database, ScheduledExecutorService timer) {
        this.shared = shared;
        this.database = database;
        this.timer = timer;
    }

    /** How sessions load and unload. */
    public record Loading(
            Loader loader,
            CopySource source,
            FileSchema schema,
            RunningLoads running,
            Unloader unloader,
            LoadContext context) {}

    /** @param database the database's name, which sessions may connect to beside {@code dev} */
    public static EngineSessions of(
            Warehouse warehouse, Repairs repairs, Loading loading, Inflight inflight, Ids ids, String database) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "statement-timeout");
            thread.setDaemon(true);
            return thread;
        });
        CopyStatement.Tools copies = new CopyStatement.Tools(
                loading.loader(),
                loading.source(),
                loading.schema(),
                loading.running(),
                ids,
                loading.context().steps());
        EngineSession.Shared shared = new EngineSession.Shared(
                warehouse,
                repairs.jobs(),
                repairs,
                copies,
                loading.unloader(),
                new StatementParser(warehouse.dialect(), warehouse.staging().isPresent()),
                inflight,
                ids,
                loading.context().clock(),
                timer,
                new ProcedureStore(loading.context().clock()));
        return new EngineSessions(shared, database, timer);
    }

    @Override
    public Session open(String user, String wanted, Map<String, String> startup, SessionListener listener) {
        if (!wanted.equals(database) && !wanted.equals(ALWAYS)) {
            throw new ForebayException(CommonError.UNDEFINED_DATABASE, "database \"" + wanted + "\" does not exist")
                    .withHint("Connect to database " + database + ".");
        }
        int id = lastId.incrementAndGet();
        EngineSession session = new EngineSession(shared, id, user, database, listener, () -> open.remove(id));
        session.start(startup);
        open.put(id, session);
        return session;
    }

    /** Cancels what runs; the sessions' own threads close them. */
    @Override
    public void close() {
        List.copyOf(open.values()).forEach(EngineSession::cancel);
        timer.shutdownNow();
    }
}
