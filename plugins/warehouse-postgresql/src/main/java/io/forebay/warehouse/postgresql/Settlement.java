package io.forebay.warehouse.postgresql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.warehouse.postgresql.driver.Backend;
import io.forebay.warehouse.postgresql.driver.PostgresErrors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits, and finds out what became of a commit whose reply was lost. Nobody gets a connection from here while a server
 * process that was lost may still be at work: it is ended first. Thread-safe.
 *
 * <p>PostgreSQL tells what became of a transaction by its number ({@code pg_xact_status}). That number is not safe against a
 * crash of the server: one that never came to its disk is given out again afterwards. So "committed" is believed only from
 * a {@link Witness}, a connection that was open before the commit and is still.
 */
final class Settlement implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    /** Also turns on waiting for the disk, which a session or a database may have turned off. */
    private static final String BEFORE_COMMIT = "SELECT pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text,"
            + " CASE WHEN pg_catalog.current_setting('synchronous_commit') = 'off'"
            + " THEN pg_catalog.set_config('synchronous_commit', 'on', true) END";

    private final Pool pool;
    private final Witness witness;
    private final Set<BackendId> lost = ConcurrentHashMap.newKeySet();

    Settlement(ServerSource source, Pool pool) {
        this.pool = pool;
        this.witness = new Witness(source);
    }

    /** A connection of the pool, once no lost server process is at work any more. */
    Leased lease() {
        Leased leased = pool.lease();
        try {
            for (BackendId id : Set.copyOf(lost)) {
                Backends.end(leased.backend().jdbc(), id);
                lost.remove(id);
            }
            return leased;
        } catch (SQLException e) {
            pool.evict(leased);
            throw PostgresErrors.translate(e);
        } catch (RuntimeException e) {
            pool.evict(leased);
            throw e;
        }
    }

    /** Ends all processes that have an application's name; returns when they are gone. */
    void expel(String applicationName) {
        Leased leased = lease();
        try {
            Backends.end(leased.backend().jdbc(), applicationName);
            pool.giveBack(leased);
        } catch (SQLException e) {
            pool.evict(leased);
            throw PostgresErrors.translate(e);
        } catch (RuntimeException e) {
            pool.evict(leased);
            throw e;
        }
    }

    /** The connection to this process has broken while it may have been at work; the idle ones may be as dead. */
    void lost(BackendId id) {
        lost.add(id);
        pool.renew();
    }

    /**
     * Commits the open transaction; returns when it is durable.
     *
     * @throws SQLException the server has certainly refused, or COMMIT was never sent
     * @throws ForebayException NOT_APPLIED, or COMMIT_UNKNOWN when its outcome cannot be found out
     */
    void commit(Leased leased) throws SQLException {
        Backend backend = leased.backend();
        String transaction = before(backend);
        long watch = transaction == null ? Witness.NONE : witness.open();
        try {
            String tag = backend.run("COMMIT").tag();
            if (!tag.equals("COMMIT")) {
                throw new ForebayException(
                        CommonError.FAILED_TRANSACTION, "the transaction has failed before, nothing was committed");
            }
        } catch (SQLException e) {
            if (!PostgresErrors.endsConnection(e) && !backend.ended()) {
                throw e;
            }
            backend.abort();
            if (transaction != null) {
                lost(leased.id());
                settle(leased.id(), transaction, watch, e);
            }
        }
    }

    /** The number of the transaction; null when it has changed nothing. */
    private static @Nullable String before(Backend backend) throws SQLException {
        try (Statement statement = backend.jdbc().createStatement();
                ResultSet row = statement.executeQuery(BEFORE_COMMIT)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private void settle(BackendId id, String transaction, long watch, SQLException reason) {
        ForebayException known = PostgresErrors.translate(reason);
        log.warn(
                "the reply to a commit was lost, asking the server transaction={} reason={}",
                transaction,
                known.getMessage());
        switch (witness.outcome(id, transaction, watch)) {
            case COMMITTED -> {
                lost.remove(id);
                log.info("the commit was durable transaction={}", transaction);
            }
            case ABORTED -> {
                lost.remove(id);
                throw new ForebayException(
                        CommonError.CONNECTION_LOST,
                        "the connection was lost at the commit, which did not happen: " + known.getMessage(),
                        known);
            }
            case UNKNOWN ->
                throw new ForebayException(
                        CommonError.COMMIT_UNKNOWN,
                        "the outcome of the commit is not known: " + known.getMessage(),
                        known);
        }
    }

    /** Lets go of the witness; the next commit makes another. */
    @Override
    public void close() {
        witness.close();
    }
}
