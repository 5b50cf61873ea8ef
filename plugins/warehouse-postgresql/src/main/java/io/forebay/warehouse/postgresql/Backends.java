package io.forebay.warehouse.postgresql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Ends server processes, as {@code pg_terminate_backend} does, and waits until they are gone. */
final class Backends {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AT_ONCE_MILLIS = 5_000;

    private static final String BY_ID = "SELECT pg_terminate_backend(pid, ?) FROM pg_stat_activity"
            + " WHERE pid = ? AND backend_start = ?::timestamptz AND pid <> pg_backend_pid()";
    private static final String BY_NAME = "SELECT pg_terminate_backend(pid, ?) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = ? AND pid <> pg_backend_pid()";

    private static final String STARTED =
            "SELECT backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()";

    private Backends() {}

    /** When a connection's own process was started. */
    static String started(Connection connection) throws SQLException {
        return asItself(connection, statement -> {
            try (ResultSet row = statement.executeQuery(STARTED)) {
                return row.next() ? row.getString(1) : "";
            }
        });
    }

    private interface Work<T> {
        T run(Statement statement) throws SQLException;
    }

    /**
     * As the user who has logged in: the one that ALTER ROLE … SET role has made of it may neither see its processes nor
     * end them.
     */
    private static <T> T asItself(Connection connection, Work<T> work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE NONE");
            T result = work.run(statement);
            statement.execute("RESET ROLE");
            return result;
        }
    }

    /**
     * Ends one process; does nothing when it is gone already.
     *
     * @throws ForebayException CONNECTION_LOST when it does not end in a minute
     */
    static void end(Connection connection, BackendId id) throws SQLException {
        end(connection, BY_ID, "process " + id.pid(), id.pid(), id.started());
    }

    /** Ends all of this database that have an application's name. */
    static void end(Connection connection, String applicationName) throws SQLException {
        end(connection, BY_NAME, "the processes of " + applicationName, applicationName);
    }

    private static void end(Connection connection, String sql, String what, Object... which) throws SQLException {
        long begun = System.nanoTime();
        asItself(connection, statement -> {
            while (sent(connection, sql, which)) {
                if (System.nanoTime() - begun > LIMIT.toNanos()) {
                    throw new ForebayException(
                            CommonError.CONNECTION_LOST,
                            what + " of the PostgreSQL server does not end, and may still be committing");
                }
            }
            return true;
        });
    }

    /** Whether there was any; the next question tells whether they are gone. */
    private static boolean sent(Connection connection, String sql, Object... which) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, AT_ONCE_MILLIS);
            for (int i = 0; i < which.length; i++) {
                statement.setObject(i + 2, which[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                boolean any = false;
                while (rows.next()) {
                    any = true;
                }
                return any;
            }
        }
    }
}
