package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.Mention;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.RowSource;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.View;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.duckdb.driver.DuckDbErrors;
import io.forebay.warehouse.duckdb.functions.CallingStatement;
import io.forebay.warehouse.duckdb.load.LedgerAppend;
import io.forebay.warehouse.duckdb.load.LoadStatement;
import io.forebay.warehouse.duckdb.load.LoadTicket;
import io.forebay.warehouse.duckdb.result.ChunkCursor;
import io.forebay.warehouse.duckdb.syntax.SyntaxTree;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection. The driver stays in auto-commit; transactions are statements, and their state is kept here. */
final class DuckDbConnection implements WarehouseConnection {
    private static final Logger log = LoggerFactory.getLogger(DuckDbConnection.class);

    private final DuckDbInstance instance;
    private final DuckDBConnection jdbc;
    private final Running running;
    private final Execution execution;
    private final CallingStatement calling;
    private final SearchPath path = new SearchPath();
    private final CatalogMemory memory;

    private @Nullable DuckDbRows live;
    private @Nullable String user;

    private boolean inTransaction;
    private boolean failed;

    /** Since when the catalog is as this connection sees it. */
    private CatalogMemory.Age age;
    /** Whether the open transaction may have changed the catalog. */
    private boolean changesCatalog;
    /** Whether the open transaction has its snapshot: DuckDB takes it when a statement first looks at the database. */
    private boolean seen;

    private final OwnNames own;

    /** @throws SQLException when the connection cannot be used */
    DuckDbConnection(DuckDbInstance instance, DuckDBConnection jdbc) throws SQLException {
        this.instance = instance;
        this.memory = instance.memory();
        this.age = memory.now();
        this.jdbc = jdbc;
        this.own = new OwnNames(jdbc);
        this.calling = instance.library().external().open();
        this.running = new Running(jdbc, calling);
        this.execution = new Execution(this, jdbc);
        run(calling.setting());
    }

    @Override
    public void begin() {
        if (inTransaction) {
            throw new ForebayException(CommonError.ACTIVE_TRANSACTION, "there is already a transaction in progress");
        }
        statement("", () -> run("BEGIN TRANSACTION"));
        inTransaction = true;
        changesCatalog = false;
        seen = false;
    }

    @Override
    public void commit() {
        if (!inTransaction) {
            throw new ForebayException(CommonError.NO_ACTIVE_TRANSACTION, "there is no transaction in progress");
        }
        if (failed) {
            end();
            throw new ForebayException(
                    CommonError.FAILED_TRANSACTION, "the transaction has failed before, nothing was committed");
        }
        if (changesCatalog) {
            changing(this::committed);
        } else {
            committed();
        }
    }

    private boolean committed() {
        try {
            running.run(() -> {
                keepLive();
                return run("COMMIT");
            });
            inTransaction = false;
            changesCatalog = false;
            return true;
        } catch (SQLException e) {
            if (DuckDbErrors.endsDatabase(e)) {
                instance.end();
            }
            end();
            throw DuckDbErrors.translateCommit(e);
        } catch (ChunkCursor.LateError e) {
            if (DuckDbErrors.endsDatabase(e)) {
                instance.end();
            }
            end();
            throw DuckDbErrors.translate(e, "");
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    @Override
    public void rollback() {
        DuckDbRows open = live;
        if (open != null) {
            live = null;
            open.abandon();
        }
        if (!inTransaction) {
            return;
        }
        inTransaction = false;
        failed = false;
        changesCatalog = false;
        own.changed();
        path.rolledBack();
        if (running.closed()) {
            return;
        }
        try {
            running.run(() -> run("ROLLBACK"));
        } catch (SQLException e) {
            if (!DuckDbErrors.translate(e, "").is(CommonError.NO_ACTIVE_TRANSACTION)) {
                log.debug("a rollback failed", e);
                end();
            }
        }
    }

    @Override
    public boolean inTransaction() {
        return inTransaction;
    }

    @Override
    public boolean usable() {
        return !running.closed() && !instance.ended();
    }

    @Override
    public Query prepare(String sql) {
        return statement(sql, () -> execution.prepare(sql));
    }

    /** As one text: to prepare each statement takes longer. */
    @Override
    public void executeAll(List<String> statements) {
        String script = String.join(";\n", statements);
        statement(script, () -> run(script));
    }

    DuckDbRows execute(DuckDbQuery query, List<@Nullable Object> values) {
        return statement(query.sql(), () -> {
            DuckDbRows rows = execution.run(query, values);
            live = rows;
            return rows;
        });
    }

    @Override
    public void searchPath(List<String> schemas, List<String> readOnly) {
        path.set(schemas, readOnly);
        statement("", () -> true);
    }

    @Override
    public void user(String name) {
        user = name;
        calling.user(name);
    }

    @Override
    public void query(long number) {
        calling.query(number);
    }

    @Override
    public String firstSchema() {
        return statement("", path::first);
    }

    @Override
    public Optional<Table> find(@Nullable String schema, String name) {
        return statement("", () -> Catalog.find(tables(name), schema, path.schemas()));
    }

    private Map<String, Table> tables(String name) throws SQLException {
        String key = TableName.folded(name);
        CatalogMemory.Age now = age;
        if (own.contains(name) || now.hasView(key)) {
            return Catalog.tables(jdbc, name);
        }
        return read(CatalogMemory.Age::tables, key, () -> Catalog.tables(jdbc, name), found -> {
            boolean view = !found.isEmpty() && Catalog.hasView(jdbc, name);
            if (view) {
                now.addView(key);
            }
            return !view;
        });
    }

    /** Of the catalog, or of what was read of it and is so still. */
    private <K, V> V read(
            Function<CatalogMemory.Age, Map<K, V>> kind, K name, Running.Call<V> read, CatalogMemory.Lasting<V> lasting)
            throws SQLException {
        if (changesCatalog) {
            return read.run();
        }
        if (inTransaction && !seen) {
            run("SELECT current_database()");
            seen = true;
        }
        return memory.read(age, kind, name, read, lasting);
    }

    @Override
    public boolean create(TableDefinition definition) {
        return atomically(() -> new TableDdl(this).create(definition));
    }

    @Override
    public void alter(TableName table, Column column, boolean add) {
        atomically(() -> {
            new TableDdl(this).alter(table, column, add);
            return true;
        });
    }

    @Override
    public void declare(TableName table, List<Column> columns) {
        atomically(() -> {
            new TableDdl(this).declare(table, columns);
            return true;
        });
    }

    @Override
    public void comment(Table table, @Nullable String column, @Nullable String text) {
        atomically(() -> {
            new TableDdl(this).comment(table, column, text);
            return true;
        });
    }

    Optional<String> comment(TableName table, boolean view) {
        return statement("", () -> Catalog.comment(jdbc, table, view));
    }

    @Override
    public List<Mention> mentions(String statement) {
        return statement("", () -> SyntaxTree.mentions(jdbc, jdbc.getCatalog(), statement));
    }

    @Override
    public Optional<String> viewText(TableName view) {
        return statement(
                "",
                () -> own.contains(view.name())
                        ? Catalog.viewText(jdbc, view)
                        : read(CatalogMemory.Age::views, view, () -> Catalog.viewText(jdbc, view), text -> true));
    }

    @Override
    public List<View> views() {
        return statement("", () -> Catalog.views(jdbc));
    }

    @Override
    public void bindLate(TableName view, @Nullable String waiting) {
        atomically(() -> {
            new TableDdl(this).bindLate(view, waiting);
            return true;
        });
    }

    Set<String> tableFunctions() {
        return statement("", () -> Catalog.tableFunctions(jdbc));
    }

    Map<String, String> comments(TableName table) {
        return statement("", () -> Catalog.comments(jdbc, table));
    }

    /** Runs in the open transaction, or in one of its own. */
    private boolean atomically(java.util.function.BooleanSupplier work) {
        if (inTransaction) {
            return work.getAsBoolean();
        }
        begin();
        try {
            boolean result = work.getAsBoolean();
            commit();
            return result;
        } finally {
            rollback();
        }
    }

    @Override
    public long load(LoadBatch batch, RowSource rows) {
        requireTransaction();
        LoadTicket ticket = new LoadTicket(batch.columns(), rows);
        long token = instance.loads().issue(ticket);
        String sql = LoadStatement.sql(batch, token);
        running.loading(ticket);
        try {
            return statement(sql, () -> {
                try (java.sql.Statement insert = jdbc.createStatement()) {
                    long count = insert.executeLargeUpdate(sql);
                    ticket.check();
                    return count;
                }
            });
        } catch (ForebayException e) {
            throw ticket.failure().orElse(e.withPosition(0));
        } finally {
            running.loading(null);
            instance.loads().forget(token);
        }
    }

    @Override
    public void append(TableName table, List<List<@Nullable Object>> rows) {
        requireTransaction();
        if (!rows.isEmpty()) {
            statement("", () -> {
                LedgerAppend.append(jdbc, table, rows);
                return true;
            });
        }
    }

    private void requireTransaction() {
        if (!inTransaction) {
            throw new ForebayException(CommonError.NO_ACTIVE_TRANSACTION, "a load needs a transaction");
        }
    }

    @Override
    public void cancel() {
        running.cancel();
    }

    /** Another connection that sees the same schemas; the caller closes it. */
    DuckDBConnection describer() throws SQLException {
        DuckDBConnection other = jdbc.duplicate();
        path.apply(other);
        return other;
    }

    /** Starts something new: what is left of the open result moves out of the way. */
    private <T> T statement(String sql, Running.Call<T> call) {
        if (failed) {
            throw new ForebayException(
                    CommonError.FAILED_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
        if (!inTransaction) {
            age = memory.now();
        }
        CatalogEffect effect = CatalogEffect.of(sql);
        if (effect != CatalogEffect.ALL || inTransaction) {
            changesCatalog |= effect == CatalogEffect.ALL;
            return started(sql, effect, call);
        }
        return changing(() -> started(sql, effect, call));
    }

    /** Nobody relies on what was read of the catalog while this runs, nor afterwards. */
    private <T> T changing(Supplier<T> change) {
        memory.changes();
        try {
            return change.get();
        } finally {
            memory.changed();
        }
    }

    private <T> T started(String sql, CatalogEffect effect, Running.Call<T> call) {
        return guarded(sql, () -> {
            keepLive();
            if (CatalogViews.named(sql)) {
                instance.makeCatalog();
                nameUser();
            }
            path.refresh(jdbc);
            if (effect != CatalogEffect.NONE) {
                path.notice(sql);
                own.notice(sql);
            }
            calling.begin();
            instance.library().makeIfNamed(sql);
            return call.run();
        });
    }

    /** Goes on with the open result. */
    boolean fetch(Running.Call<Boolean> next, String sql) {
        return guarded(sql, next);
    }

    private <T> T guarded(String sql, Running.Call<T> call) {
        if (!usable()) {
            throw new ForebayException(CommonError.CONNECTION_LOST, "the connection to DuckDB has ended");
        }
        try {
            return running.run(call);
        } catch (SQLException | ChunkCursor.LateError e) {
            failed = inTransaction;
            if (DuckDbErrors.endsDatabase(e)) {
                instance.end();
                end();
            }
            throw translated(e, sql);
        } catch (ForebayException e) {
            failed = inTransaction;
            throw e;
        }
    }

    /** An error that the open result ends with is its own, unless it has ended the transaction too. */
    private void keepLive() {
        DuckDbRows open = live;
        live = null;
        if (open == null) {
            return;
        }
        try {
            open.keep(instance.scratch());
        } catch (ChunkCursor.LateError e) {
            open.fail(translated(e, ""));
            if (inTransaction || DuckDbErrors.endsDatabase(e)) {
                throw e;
            }
        }
    }

    /** What an external function or table has failed with says more than what DuckDB makes of it. */
    private ForebayException translated(Throwable cause, String sql) {
        ForebayException error = DuckDbErrors.translate(cause, sql);
        return calling.failure()
                .filter(own -> own.is(error.code()) || says(own, String.valueOf(error.getMessage())))
                .orElse(error);
    }

    private static boolean says(ForebayException own, String message) {
        return String.valueOf(own.getMessage()).startsWith(message);
    }

    void closed(DuckDbRows rows) {
        if (live == rows) {
            live = null;
        }
    }

    /** For the catalog's views of users and owners. */
    private void nameUser() throws SQLException {
        String name = user;
        if (name != null) {
            run("SET VARIABLE forebay_user = '" + name.replace("'", "''") + "'");
            user = null;
        }
    }

    private boolean run(String sql) throws SQLException {
        try (java.sql.Statement statement = jdbc.createStatement()) {
            return statement.execute(sql);
        }
    }

    /** Ends the connection's life after an error that leaves its state in doubt. */
    private void end() {
        inTransaction = false;
        failed = false;
        close();
    }

    @Override
    public void close() {
        if (running.markClosed()) {
            instance.forget(this);
            instance.library().external().forget(calling);
            running.close();
        }
    }
}
