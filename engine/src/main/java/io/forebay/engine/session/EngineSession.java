package io.forebay.engine.session;

import io.forebay.engine.access.Grants;
import io.forebay.engine.access.Principal;
import io.forebay.engine.access.Rights;
import io.forebay.engine.access.Users;
import io.forebay.engine.access.Who;
import io.forebay.engine.function.Functions;
import io.forebay.engine.job.Jobs;
import io.forebay.engine.ledger.Ids;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.procedure.Cursors;
import io.forebay.engine.procedure.ProcedureStore;
import io.forebay.engine.procedure.Procedures;
import io.forebay.engine.repair.Repairs;
import io.forebay.engine.spectrum.ExternalScans;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.engine.sql.text.Redaction;
import io.forebay.engine.stream.StreamLoad;
import io.forebay.engine.unload.Unloader;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session over the engine. */
final class EngineSession implements Session {
    /** Characters of a statement's text that are kept for the views of statements. */
    private static final int SHOWN = 4000;

    /** What all sessions share. */
    record Shared(
            Warehouse warehouse,
            Jobs jobs,
            Repairs repairs,
            CopyStatement.Tools copies,
            StreamLoad streams,
            Unloader unloader,
            ExternalScans scans,
            StatementParser parser,
            Inflight inflight,
            Ids ids,
            Clock clock,
            ScheduledExecutorService timer,
            ProcedureStore procedures,
            Users users,
            Grants grants,
            Functions.Tools functions,
            LateViews lateViews) {}

    /**
     * The transaction of a job's load, which a session works in.
     *
     * @param stopped whether the load has been asked to end
     * @param committing what is last in each transaction of the job
     */
    record OfLoad(WarehouseConnection connection, long transactionId, BooleanSupplier stopped, Runnable committing) {}

    private final Shared shared;
    private final @Nullable OfLoad load;
    private final int id;
    private final String database;
    private final SessionListener listener;
    private final Runnable closed;

    private final SessionUser user;
    private Inflight.Open described;
    private final Cursors cursors = new Cursors();
    private final PreparedTexts prepared = new PreparedTexts();
    private final Parameters parameters;
    private final Transaction transaction;
    private final Running running;
    private final CopyStatement copies;
    private final UnloadStatement unloads;
    private final Procedures procedures;
    private final Functions functions;
    private final Map<Statement, String> texts = new IdentityHashMap<>();
    private volatile @Nullable WarehouseConnection connection;
    private int epoch;
    private long transactionId;
    private long queryId;
    private boolean calling;
    private boolean ending;
    private boolean made;
    private boolean waits;
    private @Nullable Last last;

    EngineSession(Shared shared, int id, Who login, String database, SessionListener listener, Runnable closed) {
        this(shared, id, login, database, listener, closed, null);
    }

    /** @param load null for a session with connections of its own */
    EngineSession(
            Shared shared,
            int id,
            Who login,
            String database,
            SessionListener listener,
            Runnable closed,
            @Nullable OfLoad load) {
        this.shared = shared;
        this.load = load;
        this.id = id;
        this.user = new SessionUser(this, login);
        this.database = database;
        this.listener = listener;
        this.closed = closed;
        this.described = new Inflight.Open(
                login.id(), id, login.name(), database, shared.clock().instant());
        this.parameters = new Parameters(login.name());
        this.transaction =
                new Transaction(this::connection, this::begun, this::undo, this::transactionEnded, this::committing);
        this.running = new Running(shared.timer(), this::cancelWarehouse);
        this.copies = new CopyStatement(shared.copies(), running, listener::notice);
        this.unloads = new UnloadStatement(shared.unloader(), shared.ids(), running, listener::notice);
        CallingSession surroundings = new CallingSession(this);
        this.procedures = new Procedures(shared.procedures(), surroundings);
        this.functions = new Functions(shared.functions(), surroundings);
        if (load != null) {
            join(load);
        }
    }

    @Override
    public Status status() {
        return transaction.status();
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public List<Statement> parse(String text) {
        List<Statement> statements = shared.parser().parse(text);
        texts.clear();
        for (int i = 0; i < statements.size(); i++) {
            int from = statements.get(i).position().offset();
            int to =
                    i + 1 < statements.size() ? statements.get(i + 1).position().offset() : text.length();
            texts.put(statements.get(i), text.substring(Math.min(from, to), to));
        }
        return statements;
    }

    @Override
    public Prepared prepare(Statement statement, List<ColumnType> types) {
        if (!(statement instanceof Statement.Transaction)) {
            transaction.checkNotFailed();
        }
        try {
            return Preparing.of(this, statement, shown(texts.getOrDefault(statement, "")));
        } catch (RuntimeException e) {
            transaction.failed();
            throw e;
        }
    }

    /** The beginning of a statement, without secrets. */
    static String shown(String text) {
        String redacted = Redaction.redact(text).strip();
        return redacted.length() > SHOWN ? redacted.substring(0, SHOWN) : redacted;
    }

    @Override
    public void beginImplicit() {
        transaction.beginImplicit();
    }

    @Override
    public void endImplicit(boolean commit) {
        transaction.endImplicit(commit);
        bindViews();
    }

    @Override
    public Map<String, String> reportedParameters() {
        return parameters.reported();
    }

    @Override
    public void cancel() {
        running.cancel();
    }

    @Override
    public void close() {
        running.cancel();
        shared.inflight().closed(id);
        cursors.closeAll();
        WarehouseConnection open = connection;
        connection = null;
        if (open != null && load == null) {
            open.close();
        }
        user.transactionEnded(); // a load's was ended by the load
        if (load != null) {
            bindMade();
        }
        closed.run();
    }

    void start(Map<String, String> startup, Principal principal) {
        parameters.user(user.login().name(), principal.superuser());
        if (!principal.searchPath().isEmpty()) {
            parameters.start(Map.of("search_path", principal.searchPath()));
        }
        parameters.start(startup);
        shared.inflight().opened(described);
    }

    /** Joins the load's transaction. */
    private void join(OfLoad joined) {
        connection = joined.connection;
        joined.connection.user(who().name());
        transactionId = joined.transactionId;
        transaction.join();
        applySearchPath();
    }

    private void committing() {
        if (load != null) {
            load.committing.run();
        }
        if (last != null) {
            last.commit(connection(), !calling || ending);
        }
    }

    @Override
    public long lastQuery() {
        return queryId == 0 ? -1 : queryId;
    }

    @Override
    public void last(@Nullable Last work) {
        last = work;
    }

    /** Commits what a procedure ends with. */
    void commitEnd() {
        ending = true;
        try {
            transaction.commit();
        } finally {
            ending = false;
        }
    }

    /** Whether a job's load is what this session works in. */
    boolean ofLoad() {
        return load != null;
    }

    /** @throws ForebayException 57014 when somebody asked to end the statement, or the load that it is part of */
    void throwIfCancelled() {
        running.throwIfCancelled();
        if (load != null && load.stopped.getAsBoolean()) {
            throw ForebayException.cancelled();
        }
    }

    // ---- what the statements of this session work with

    /**
     * The connection; a new one when the last was lost.
     *
     * @throws ForebayException CONNECTION_LOST when a transaction was lost with it: its rest must not run alone
     */
    WarehouseConnection connection() {
        WarehouseConnection open = connection;
        if (open == null || !open.usable()) {
            if (transaction.open() || load != null) {
                throw new ForebayException(
                        CommonError.CONNECTION_LOST, "the connection to the warehouse was lost with its transaction");
            }
            if (open != null) {
                open.close();
            }
            open = shared.warehouse().connect();
            open.user(who().name());
            open.query(queryId);
            connection = open;
            epoch++;
            applySearchPath();
        }
        return open;
    }

    private void begun() {
        unloads.transactionBegun();
    }

    private void undo() {
        unloads.rolledBack();
        WarehouseConnection open = connection;
        if (open != null) {
            open.rollback();
        }
    }

    /** Counts the connections that this session has had. */
    int epoch() {
        return epoch;
    }

    private void cancelWarehouse() {
        WarehouseConnection open = connection;
        if (open != null) {
            open.cancel();
        }
    }

    /** The user's schemas, and behind them the ledger's to read: never before, even when the user has its name. */
    void applySearchPath() {
        user.namesChanged();
        connection().searchPath(schemas(), List.of(Ledger.SCHEMA));
    }

    /** The user's search path. */
    List<String> schemas() {
        List<String> schemas = new ArrayList<>(SearchPath.schemas(parameters.value("search_path"), who().name()));
        schemas.removeIf(schema -> schema.equalsIgnoreCase(Ledger.SCHEMA));
        return schemas;
    }

    /** Who the session's user is, and what he may do. */
    SessionUser user() {
        return user;
    }

    /** Whose rights hold: the session's user, or the owner of the procedure that runs. */
    Who who() {
        return user.who();
    }

    /** What that user may do. */
    Rights rights() {
        return user.rights();
    }

    /** Another user is whose statements these are. */
    void userChanged(boolean superuser) {
        Who now = user.sessionUser();
        parameters.user(now.name(), superuser);
        described = new Inflight.Open(now.id(), id, now.name(), database, described.started());
        shared.inflight().opened(described);
    }

    /** The open connection works for another user. */
    void userNamed(String name) {
        WarehouseConnection open = connection;
        if (open != null) {
            open.user(name);
            applySearchPath();
        }
    }

    private void transactionEnded() {
        cursors.closeAll();
        user.transactionEnded();
    }

    Users users() {
        return shared.users();
    }

    Grants grants() {
        return shared.grants();
    }

    boolean schemaExists(String schema) {
        String sql = "SELECT schema_name FROM information_schema.schemata WHERE lower(schema_name) = lower($1)";
        try (Query query = connection().prepare(sql);
                Rows rows = query.execute(List.of(schema))) {
            boolean exists = false;
            while (rows.next()) {
                exists |= TableName.same(rows.textAt(0), schema);
            }
            return exists;
        }
    }

    Cursors cursors() {
        return cursors;
    }

    Procedures procedures() {
        return procedures;
    }

    Functions functions() {
        return functions;
    }

    /** Something was made that views may wait for. */
    void made() {
        made = true;
    }

    /** A view was made that waits. */
    void waits() {
        made = true;
        waits = true;
    }

    /** Binds the views that wait for what was made, as soon as all sessions see it: of a load's call behind the load. */
    void bindViews() {
        if (!transaction.open() && load == null) {
            bindMade();
        }
    }

    private void bindMade() {
        if (made) {
            boolean more = waits;
            made = false;
            waits = false;
            shared.lateViews().bind(more);
        }
    }

    LateViews lateViews() {
        return shared.lateViews();
    }

    /** The statements of a text, of which the user has sent only the one that leads to them. */
    List<Statement> parseInside(String text) {
        return shared.parser().parse(text);
    }

    /** Several steps as one: in the open transaction, or in one of their own. */
    <T> T within(Supplier<T> work) {
        WarehouseConnection open = connection();
        if (transaction.open() || open.inTransaction()) {
            return work.get();
        }
        open.begin();
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            open.rollback();
            throw e;
        }
        open.commit();
        return result;
    }

    /** A setting gets a value, which clients are told where they want to be; null for its default. */
    void set(String name, @Nullable String value) {
        String reported = parameters.set(name, value);
        if (reported != null) {
            listener.parameterChanged(reported, parameters.value(reported));
        }
        if (name.equals("query_group")) {
            shared.inflight().labelled(id, parameters.value("query_group"));
        }
    }

    /** Whether a procedure runs. */
    boolean calling() {
        return calling;
    }

    /** Runs a procedure: until it ends, the statements inside are part of the one that called it. */
    <T> T calling(Supplier<T> work) {
        boolean before = calling;
        calling = true;
        try {
            return work.get();
        } finally {
            calling = before;
        }
    }

    Transaction transaction() {
        return transaction;
    }

    Parameters parameters() {
        return parameters;
    }

    PreparedTexts prepared() {
        return prepared;
    }

    /** The one statement of a text that is not the user's own. */
    Statement parsed(String text) {
        return shared.parser().parse(text).get(0);
    }

    CopyStatement copies() {
        return copies;
    }

    ClientCopy clientCopy() {
        return new ClientCopy(this, shared.streams());
    }

    UnloadStatement unloads() {
        return unloads;
    }

    Running running() {
        return running;
    }

    ExternalTables external() {
        return new ExternalTables(this, shared.scans());
    }

    Warehouse warehouse() {
        return shared.warehouse();
    }

    Jobs jobs() {
        return shared.jobs();
    }

    Repairs repairs() {
        return shared.repairs();
    }

    SessionListener listener() {
        return listener;
    }

    String database() {
        return database;
    }

    CurrentSql current() {
        return new CurrentSql(
                this, shared.parser(), new LastRuns(copies, unloads, id, who(), user.sessionUser(), parameters));
    }

    LoadRecord.Owner owner() {
        if (!transaction.open() || transactionId == 0) {
            transactionId = shared.ids().next();
        }
        return new LoadRecord.Owner(transactionId, id, who().id(), database);
    }

    /** Redshift's TRUNCATE commits the transaction that it is in. */
    void afterChange(Statement.Sql.Kind kind) {
        if (kind == Statement.Sql.Kind.TRUNCATE && transaction.open()) {
            transaction.commit();
        }
    }

    /** Runs a statement: seen in stv_inflight, ended by cancel and time-out, failing the transaction when it fails. */
    Result run(String shown, Supplier<Result> work) {
        if (calling) {
            return work.get();
        }
        transaction.checkNotFailed();
        running.start(Duration.ofMillis(Long.parseLong(parameters.value("statement_timeout"))));
        queryId = shared.ids().next();
        WarehouseConnection open = connection;
        if (open != null) {
            open.query(queryId);
        }
        shared.inflight()
                .started(new Inflight.Running(
                        described,
                        queryId,
                        parameters.value("query_group"),
                        transaction.open() ? owner().transactionId() : 0,
                        shared.clock().instant(),
                        shown));
        boolean streams = false;
        try {
            Result result = work.get();
            streams = !result.rows().columns().isEmpty();
            return streams
                    ? new Result(
                            new SessionRows(result.rows(), this::ended, this::failed, running::cancelled), result.tag())
                    : result;
        } catch (ForebayException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            failed(new ForebayException(CommonError.INTERNAL, "internal error", e));
            throw e;
        } finally {
            if (!streams) {
                ended(0);
            }
        }
    }

    private void ended(long rows) {
        running.end();
        shared.inflight().ended(id, rows);
    }

    private ForebayException failed(ForebayException e) {
        ForebayException reason = running.reason(e);
        shared.inflight().failed(id, reason);
        transaction.failed();
        return reason;
    }
}
