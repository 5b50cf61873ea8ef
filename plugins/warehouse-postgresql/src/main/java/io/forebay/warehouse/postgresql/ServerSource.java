package io.forebay.warehouse.postgresql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.warehouse.postgresql.driver.KeptSockets;
import io.forebay.warehouse.postgresql.driver.PostgresErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BoundedSocket;

/** Makes connections to the server. Thread-safe. */
final class ServerSource implements DataSource {
    private static final int OLDEST = 140_000;
    private static final int CONNECT_SECONDS = 10;

    /** Of one batch: what one session reads must leave room for the others and for loads. */
    private static final long MOST_ROW_BYTES = Runtime.getRuntime().maxMemory() / 4;

    /** A session's own defaults, to which RESET ALL and DISCARD ALL go back. */
    private static final String OPTIONS = "-c default_transaction_isolation=repeatable\\ read"
            + " -c default_transaction_deferrable=off -c client_min_messages=warning"
            // A backslash in a literal is itself, as in every text that is written here.
            + " -c standard_conforming_strings=on";

    private final ServerUrl url;
    private final Map<Connection, BackendId> ids = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile String applicationName = "forebay";
    private volatile int loginTimeout;

    ServerSource(ServerUrl url) {
        this.url = url;
    }

    /** The application's name of the connections that are made from now on. */
    void name(String name) {
        applicationName = name;
    }

    @Override
    public Connection getConnection() throws SQLException {
        BaseConnection connection = (BaseConnection) new Driver().connect(url.jdbcUrl(), properties());
        if (connection == null) {
            throw new SQLException("not a URL of PostgreSQL's: " + url, "08001");
        }
        try {
            String started = Backends.started(connection);
            BoundedSocket.around(connection, MOST_ROW_BYTES);
            ids.put(connection, new BackendId(connection.getQueryExecutor().getBackendPID(), started));
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        } catch (IOException e) {
            connection.close();
            throw new SQLException("the connection to the server was lost", "08006", e);
        }
    }

    private Properties properties() {
        Properties properties = url.properties();
        PGProperty.USER.set(properties, url.user());
        password().ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
        PGProperty.OPTIONS.set(
                properties,
                Optional.ofNullable(url.parameters().get("options"))
                                .map(own -> own + " ")
                                .orElse("")
                        + OPTIONS);
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.SOCKET_FACTORY.set(properties, KeptSockets.class.getName());
        PGProperty.DISABLE_COLUMN_SANITISER.set(properties, true);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        if (!url.parameters().containsKey("connect_timeout")) {
            PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        }
        return properties;
    }

    /** The URL's before PGPASSWORD; when there is neither, the driver looks into the password file. */
    private Optional<String> password() {
        return Optional.ofNullable(url.password()).or(() -> Optional.ofNullable(System.getenv("PGPASSWORD")));
    }

    BackendId id(Connection connection) {
        BackendId id = ids.get(connection);
        if (id == null) {
            throw new IllegalStateException("a connection of somebody else");
        }
        return id;
    }

    /** Connects once, to tell at the start what is wrong. */
    void check() {
        try (Connection connection = getConnection()) {
            BaseConnection server = (BaseConnection) connection;
            if (server.getQueryExecutor().getServerVersionNum() < OLDEST) {
                throw new ForebayException(
                        CommonError.NOT_SUPPORTED,
                        "the server of " + url + " is PostgreSQL "
                                + server.getQueryExecutor().getServerVersion() + "; Forebay needs version 14 or later");
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Why there is no connection, with what to do about it. */
    ForebayException refused(SQLException cause) {
        String state = PostgresErrors.state(cause);
        String message = url + ": " + PostgresErrors.message(cause);
        if (state.startsWith("28") || state.equals("08004")) {
            return new ForebayException(CommonError.NOT_ALLOWED, message, cause)
                    .withHint("Give the password in PGPASSWORD or in the password file ~/.pgpass, and look whether"
                            + " pg_hba.conf lets this user in from here.");
        }
        ForebayException translated = PostgresErrors.translate(cause);
        ForebayException named = new ForebayException(translated.code(), message, cause);
        if (state.equals("08001")) {
            return named.withHint("Look whether the server runs and listens there, and whether sslmode fits it.");
        }
        return translated.hint().map(named::withHint).orElse(named);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is that of the URL");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    /** The pool tells how long it waits for a connection; the driver has its own limit. */
    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    /** Also how long the pool waits at its end for a connection that is just being made. */
    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("SLF4J is used");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is nothing inside");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
