package io.forebay.warehouse.postgresql;

import io.forebay.spi.ForebayException;
import io.forebay.warehouse.postgresql.driver.PostgresErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that does nothing but see that the server has not gone down: as long as it lives, the server has kept all
 * its memory, the numbers of transactions included. Thread-safe.
 */
final class Witness implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Witness.class);

    /** The number of no watch. */
    static final long NONE = 0;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final String IN_FUTURE = "22023";

    private final ServerSource source;
    private @Nullable Connection connection;
    private long watch = NONE;

    /** What became of a transaction. */
    enum Outcome {
        COMMITTED,
        ABORTED,
        UNKNOWN
    }

    Witness(ServerSource source) {
        this.source = source;
    }

    /** Sees to it that there is one, and gives the number of its watch; NONE when there cannot be. */
    synchronized long open() {
        if (connection == null) {
            try {
                connection = source.getConnection();
                watch++;
            } catch (SQLException e) {
                log.debug("no connection for a witness: {}", PostgresErrors.message(e));
                return NONE;
            }
        }
        return watch;
    }

    /**
     * Ends the process that was committing and asks what became of its transaction, for a minute at most.
     *
     * @param since the watch that was open before COMMIT was sent
     */
    Outcome outcome(BackendId id, String transaction, long since) {
        Outcome seen = seen(id, transaction, since);
        return seen == Outcome.UNKNOWN ? fresh(id, transaction) : seen;
    }

    private synchronized Outcome seen(BackendId id, String transaction, long since) {
        if (connection == null || since == NONE || since != watch) {
            return Outcome.UNKNOWN;
        }
        try {
            Backends.end(connection, id);
            return status(connection, transaction);
        } catch (SQLException | ForebayException e) {
            log.debug("the witness was lost too: {}", e.getMessage());
            close();
            return Outcome.UNKNOWN;
        }
    }

    /** After a crash of the server: what is not there is certainly not there, the rest the ledger must tell. */
    private Outcome fresh(BackendId id, String transaction) {
        long begun = System.nanoTime();
        do {
            try (Connection other = source.getConnection()) {
                Backends.end(other, id);
                Outcome outcome = status(other, transaction);
                return outcome == Outcome.COMMITTED ? Outcome.UNKNOWN : outcome;
            } catch (SQLException | ForebayException e) {
                log.debug("the server cannot be asked yet: {}", e.getMessage());
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        } while (System.nanoTime() - begun < LIMIT.toNanos()
                && !Thread.currentThread().isInterrupted());
        return Outcome.UNKNOWN;
    }

    /**
     * The process is gone, so that a transaction in progress under its number is another's. A standby, which may stand in
     * for the server now, may not have come to the number yet.
     */
    private static Outcome status(Connection connection, String transaction) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT CASE WHEN NOT pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_xact_status(?::xid8) END")) {
            statement.setString(1, transaction);
            try (ResultSet row = statement.executeQuery()) {
                String status = row.next() ? row.getString(1) : null;
                return "committed".equals(status)
                        ? Outcome.COMMITTED
                        : "aborted".equals(status) ? Outcome.ABORTED : Outcome.UNKNOWN;
            }
        } catch (SQLException e) {
            if (IN_FUTURE.equals(PostgresErrors.state(e))) {
                return Outcome.ABORTED;
            }
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                log.debug("the witness could not be closed: {}", PostgresErrors.message(e));
            }
        }
    }
}
