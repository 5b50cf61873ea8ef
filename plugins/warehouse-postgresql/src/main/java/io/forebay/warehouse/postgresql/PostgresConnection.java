package io.forebay.warehouse.postgresql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.RowSource;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.postgresql.driver.Answer;
import io.forebay.warehouse.postgresql.driver.Backend;
import io.forebay.warehouse.postgresql.driver.PostgresErrors;
import io.forebay.warehouse.postgresql.ledger.LiveSettings;
import io.forebay.warehouse.postgresql.load.CopyLoad;
import io.forebay.warehouse.postgresql.result.PostgresRows;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. A statement outside of a transaction gets one of its own, which lasts until its rows are read or the next
 * statement comes; so every commit is one whose outcome can be found out.
 */
final class PostgresConnection implements WarehouseConnection, PostgresRows.Owner {
    private static final Logger log = LoggerFactory.getLogger(PostgresConnection.class);

    private final Pool pool;
    private final Settlement settlement;
    private final Leased leased;
    private final Backend backend;
    private final Running running;
    private final Execution execution;
    private final LiveSettings liveTables;
    private final SearchPath path = new SearchPath();
    /** The results that have a portal, in the order of their statements. */
    private final Set<PostgresRows> live = new LinkedHashSet<>();

    private boolean inTransaction;
    private boolean failed;

    PostgresConnection(Pool pool, Settlement settlement, LiveSettings liveTables) {
        this.liveTables = liveTables;
        this.pool = pool;
        this.settlement = settlement;
        this.leased = settlement.lease();
        this.backend = leased.backend();
        this.running = new Running(backend);
        this.execution = new Execution(backend, this::commitOwn);
    }

    @Override
    public void begin() {
        if (inTransaction) {
            throw new ForebayException(CommonError.ACTIVE_TRANSACTION, "there is already a transaction in progress");
        }
        statement("", () -> backend.run("BEGIN ISOLATION LEVEL REPEATABLE READ"));
        inTransaction = true;
    }

    @Override
    public void commit() {
        if (!inTransaction) {
            throw new ForebayException(CommonError.NO_ACTIVE_TRANSACTION, "there is no transaction in progress");
        }
        try {
            if (failed) {
                throw new ForebayException(
                        CommonError.FAILED_TRANSACTION, "the transaction has failed before, nothing was committed");
            }
            keepLive();
            running.run(() -> {
                settlement.commit(leased);
                return true;
            });
            inTransaction = false;
        } catch (SQLException e) {
            if (PostgresErrors.endsConnection(e)) {
                settlement.lost(leased.id());
            }
            if (usable() && backend.transaction() == TransactionState.IDLE) {
                refused();
            } else {
                end();
            }
            throw PostgresErrors.translate(e);
        } catch (RuntimeException e) {
            end();
            throw e;
        }
        if (backend.ended()) {
            end();
        }
    }

    /** The server has undone the transaction, as when a deferred constraint fails; the session goes on. */
    private void refused() {
        inTransaction = false;
        path.rolledBack();
    }

    /** Commits the transaction of a single statement: a SELECT may write, too, in a WITH query or in a function. */
    private void commitOwn() throws SQLException {
        settlement.commit(leased);
    }

    @Override
    public void rollback() {
        live.forEach(PostgresRows::abandon);
        live.clear();
        if (!inTransaction) {
            return;
        }
        inTransaction = false;
        failed = false;
        path.rolledBack();
        if (usable()) {
            undo();
        }
    }

    /** Undoes the transaction of a statement whose rows were not read to their end. */
    private void undoOwn() {
        if (usable() && backend.transaction() != TransactionState.IDLE) {
            undo();
        }
    }

    private void undo() {
        try {
            running.run(() -> backend.run("ROLLBACK"));
        } catch (SQLException e) {
            log.debug("a rollback failed: {}", PostgresErrors.message(e));
            end();
        }
    }

    @Override
    public boolean inTransaction() {
        return inTransaction;
    }

    @Override
    public boolean usable() {
        return !running.closed() && !backend.ended();
    }

    @Override
    public Query prepare(String sql) {
        return statement(sql, () -> new PostgresQuery(this, sql, backend.prepare(sql)));
    }

    @Override
    public long execute(String sql, @Nullable Object... values) {
        if (values.length > 0) {
            return WarehouseConnection.super.execute(sql, values);
        }
        return statement(sql, () -> {
            liveTables.before(backend.jdbc(), sql, inTransaction);
            return execution.run(sql, inTransaction).count();
        });
    }

    PostgresRows execute(PostgresQuery query, List<@Nullable Object> values) {
        return statement(query.sql(), () -> {
            liveTables.before(backend.jdbc(), query.sql(), inTransaction);
            Answer answer = execution.run(query, values, inTransaction);
            PostgresRows rows = new PostgresRows(this, query.statement().columns(), answer);
            if (rows.open()) {
                live.add(rows);
            }
            return rows;
        });
    }

    @Override
    public Answer fetch(PostgresRows rows, ResultCursor portal, int count) {
        return guarded(() -> {
            Answer answer = backend.fetch(portal, count);
            if (answer.portal() == null) {
                live.remove(rows);
                if (!inTransaction) {
                    commitOwn();
                }
            }
            return answer;
        });
    }

    /** The rest of a result is not wanted; its own transaction ends, because a statement that changes rows has done so. */
    @Override
    public void closed(PostgresRows rows) {
        if (live.remove(rows) && !inTransaction && usable()) {
            guarded(() -> {
                commitOwn();
                return true;
            });
        }
    }

    @Override
    public void searchPath(List<String> schemas, List<String> readOnly) {
        path.set(schemas, readOnly);
        statement("", () -> true);
    }

    @Override
    public String firstSchema() {
        return statement("", () -> path.first(backend.jdbc()));
    }

    @Override
    public Optional<Table> find(@Nullable String schema, String name) {
        return statement("", () -> Catalog.find(backend.jdbc(), schema, name));
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

    /** Runs in the open transaction, or in one of its own. */
    private boolean atomically(BooleanSupplier work) {
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
        return statement("", () -> {
            CopyLoad load =
                    new CopyLoad(backend.jdbc(), SqlNames.of(batch.table().name()), batch, rows);
            running.stopping(load::cancel);
            try {
                return load.run();
            } finally {
                running.stopping(null);
            }
        });
    }

    @Override
    public void append(TableName table, List<List<@Nullable Object>> rows) {
        requireTransaction();
        if (!rows.isEmpty()) {
            statement("", () -> LedgerAppend.append(backend.jdbc(), table, rows));
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

    /** Starts something new: what is left of an open result outside of a transaction moves out of the way. */
    private <T> T statement(String sql, Running.Call<T> call) {
        if (failed) {
            throw new ForebayException(
                    CommonError.FAILED_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
        if (!inTransaction) {
            keepLive();
        }
        return guarded(() -> {
            path.refresh(backend.jdbc());
            path.notice(sql);
            return call.run();
        });
    }

    private <T> T guarded(Running.Call<T> call) {
        if (!usable()) {
            throw over();
        }
        try {
            return running.run(call);
        } catch (SQLException e) {
            ForebayException translated = PostgresErrors.translate(e);
            broke(PostgresErrors.endsConnection(e));
            throw translated;
        } catch (ForebayException e) {
            broke(false);
            throw e;
        } catch (RuntimeException | Error e) {
            broke(true); // A reply may be read half: what came next would be taken for the answer to something else.
            throw e;
        }
    }

    private static ForebayException over() {
        return new ForebayException(CommonError.CONNECTION_LOST, "the connection to PostgreSQL has ended");
    }

    private void broke(boolean ends) {
        failed = inTransaction;
        if (ends || backend.ended()) {
            settlement.lost(leased.id());
            backend.abort();
        } else if (!inTransaction) {
            live.clear();
            undoOwn();
        }
    }

    /** An error that an open result ends with is its own, unless it has ended the transaction too. */
    private void keepLive() {
        for (PostgresRows open : List.copyOf(live)) {
            try {
                open.keep();
            } catch (ForebayException e) {
                open.fail(e);
                if (inTransaction || !usable()) {
                    throw e;
                }
            }
        }
        live.clear();
    }

    /** Ends the connection's life after an error that leaves its state in doubt. */
    private void end() {
        inTransaction = false;
        failed = false;
        live.clear();
        if (running.markClosed()) {
            pool.evict(leased);
        }
    }

    @Override
    public void close() {
        if (running.idle()) {
            live.forEach(rows -> rows.fail(over()));
            live.clear();
            rollback();
            undoOwn();
        }
        if (!running.markClosed()) {
            return;
        }
        if (!path.used() && !backend.ended() && backend.transaction() == TransactionState.IDLE) {
            pool.giveBack(leased);
        } else {
            pool.evict(leased);
        }
    }
}
