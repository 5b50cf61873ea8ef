package io.forebay.warehouse.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.warehouse.postgresql.driver.Backend;
import io.forebay.warehouse.postgresql.driver.PostgresErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.core.BaseConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to the server, used again when they are clean: a new one costs the server a process. Thread-safe. */
final class Pool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Pool.class);

    private static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final ServerSource source;
    private final int most;
    private final HikariDataSource connections;

    Pool(ServerSource source, int most) {
        this.source = source;
        this.most = most;
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setDataSource(source);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        connections = new HikariDataSource(config);
    }

    Leased lease() {
        try {
            Connection handle = connections.getConnection();
            BaseConnection connection = handle.unwrap(BaseConnection.class);
            return new Leased(handle, new Backend(connection), source.id(connection));
        } catch (SQLException e) {
            throw none(e);
        }
    }

    private ForebayException none(SQLException e) {
        if (connections.isClosed()) {
            return new ForebayException(CommonError.SHUTTING_DOWN, "the warehouse is closed", e);
        }
        if (e.getCause() instanceof SQLException reason) {
            return source.refused(reason);
        }
        return new ForebayException(
                        CommonError.TOO_MANY_CONNECTIONS,
                        "all " + most + " connections to PostgreSQL have been in use for " + WAIT_MILLIS / 1000 + " s",
                        e)
                .withHint("Raise warehouse.connections, and the server's max_connections with it.");
    }

    /** Takes back a connection on which no transaction is open; what its use has left there is taken away. */
    void giveBack(Leased leased) {
        try {
            leased.backend().run("DISCARD ALL");
            leased.handle().close();
        } catch (SQLException e) {
            log.debug("a connection could not be cleaned: {}", PostgresErrors.message(e));
            evict(leased);
        }
    }

    /** Ends a connection. */
    void evict(Leased leased) {
        leased.backend().abort();
        connections.evictConnection(leased.handle());
    }

    /** Ends those that are idle, the others when they are given back. */
    void renew() {
        connections.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        connections.close();
    }
}
