package io.forebay.engine.session;

import io.forebay.engine.access.Grants;
import io.forebay.engine.access.Login;
import io.forebay.engine.access.Passwords;
import io.forebay.engine.access.Principal;
import io.forebay.engine.access.Users;
import io.forebay.engine.access.Who;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.function.FunctionStore;
import io.forebay.engine.function.Functions;
import io.forebay.engine.ledger.Ids;
import io.forebay.engine.load.JobLoad;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadTask;
import io.forebay.engine.load.Loader;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.load.Transforms;
import io.forebay.engine.plan.CopySource;
import io.forebay.engine.plan.FileSchema;
import io.forebay.engine.procedure.ProcedureStore;
import io.forebay.engine.repair.Repairs;
import io.forebay.engine.spectrum.ExternalScans;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.engine.stream.StreamLoad;
import io.forebay.engine.unload.Unloader;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of one engine. Thread-safe. */
public final class EngineSessions implements SessionFactory, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineSessions.class);

    /** What clients may call the database whatever its name is: Redshift's first database. */
    static final String ALWAYS = "dev";

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
            StreamLoad streams,
            Unloader unloader,
            ExternalScans scans,
            LoadContext context) {}

    /**
     * @param endpoints of external functions
     * @param database the database's name, which sessions may connect to beside {@code dev}
     */
    public static EngineSessions of(
            Warehouse warehouse,
            Repairs repairs,
            Loading loading,
            Endpoints endpoints,
            Inflight inflight,
            Ids ids,
            Passwords passwords,
            String database) {
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
        StatementParser parser =
                new StatementParser(warehouse.dialect(), warehouse.staging().isPresent());
        FunctionStore functions = new FunctionStore(loading.context().clock());
        EngineSession.Shared shared = new EngineSession.Shared(
                warehouse,
                repairs.jobs(),
                repairs,
                copies,
                loading.streams(),
                loading.unloader(),
                loading.scans(),
                parser,
                inflight,
                ids,
                loading.context().clock(),
                timer,
                new ProcedureStore(loading.context().clock()),
                new Users(passwords),
                new Grants(),
                new Functions.Tools(functions, parser, warehouse.dialect(), endpoints),
                new LateViews(warehouse));
        return new EngineSessions(shared, database, timer);
    }

    @Override
    public Session open(String user, String wanted, Map<String, String> startup, SessionListener listener) {
        if (!wanted.equals(database) && !wanted.equals(ALWAYS)) {
            throw new ForebayException(CommonError.UNDEFINED_DATABASE, "database \"" + wanted + "\" does not exist")
                    .withHint("Connect to database " + database + ".");
        }
        Principal principal = principal(user);
        int id = lastId.incrementAndGet();
        EngineSession session =
                new EngineSession(shared, id, principal.who(), database, listener, () -> open.remove(id));
        session.start(startup, principal);
        open.put(id, session);
        return session;
    }

    /**
     * What a job calls at the end of a load, in the load's open transaction and with the rights of the job's owner.
     *
     * @param call as it is written behind CALL
     * @throws ForebayException when there is no such procedure
     */
    public Transforms.Call ready(WarehouseConnection connection, LoadTask task, String call) {
        JobLoad job = Objects.requireNonNull(task.job(), "a plain COPY calls nothing");
        int id = lastId.incrementAndGet();
        EngineSession session = new EngineSession(
                shared,
                id,
                owner(connection, task.owner().userId()),
                task.owner().database(),
                new JobListener(job.id()),
                () -> {},
                new EngineSession.OfLoad(connection, task.owner().transactionId(), task.stopped(), () -> job.lease()
                        .check(connection)));
        try {
            return new LoadCall(session, call, task.id());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private Who owner(WarehouseConnection connection, int id) {
        return shared.warehouse().dialect().lacksUsers()
                ? shared.grants().user(connection, id).orElseGet(() -> new Who(id, ""))
                : Who.SERVER;
    }

    /** Nobody is there to be told. */
    private record JobListener(long job) implements SessionListener {
        @Override
        public void notice(Notice notice) {
            log.debug("said in a call job={} severity={} message={}", job, notice.severity(), notice.message());
        }

        @Override
        public void parameterChanged(String name, String value) {}
    }

    private Principal principal(String user) {
        if (user.equals(Who.SERVER.name()) || !shared.warehouse().dialect().lacksUsers()) {
            return new Principal(new Who(Who.FIRST, user), true, true, null, -1, "");
        }
        Principal principal = find(user)
                .map(Login::principal)
                .orElseThrow(
                        () -> new ForebayException(CommonError.NOT_ALLOWED, "user \"" + user + "\" does not exist"));
        long others = open.values().stream()
                .filter(session -> session.user().login().equals(principal.who()))
                .count();
        if (principal.connections() >= 0 && !principal.superuser() && others >= principal.connections()) {
            throw new ForebayException(
                    CommonError.TOO_MANY_CONNECTIONS, "too many connections for user \"" + user + "\"");
        }
        return principal;
    }

    @Override
    public Optional<Login> find(String user) {
        if (!shared.warehouse().dialect().lacksUsers()) {
            return Optional.empty();
        }
        try (WarehouseConnection connection = shared.warehouse().connect()) {
            return Users.find(connection, user)
                    .map(found -> new Login(
                            found, Users.verifier(connection, found.who()).orElse(null)));
        }
    }

    /** Cancels what runs; the sessions' own threads close them. */
    @Override
    public void close() {
        List.copyOf(open.values()).forEach(EngineSession::cancel);
        timer.shutdownNow();
    }
}
