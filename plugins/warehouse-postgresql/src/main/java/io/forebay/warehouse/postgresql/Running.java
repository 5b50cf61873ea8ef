package io.forebay.warehouse.postgresql;

import io.forebay.warehouse.postgresql.driver.Backend;
import io.forebay.warehouse.postgresql.driver.PostgresErrors;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs on a connection, and what ends it from another thread. A request to cancel is heard by the server before the
 * next statement is sent, so that it never meets another than it was meant for.
 */
final class Running {
    private static final Logger log = LoggerFactory.getLogger(Running.class);

    private final Backend backend;
    private final Object ending = new Object();
    private boolean busy;
    private boolean closed;
    private @Nullable Runnable stopper;

    Running(Backend backend) {
        this.backend = backend;
    }

    /** Something that asks the server. */
    interface Call<T> {
        T run() throws SQLException;
    }

    <T> T run(Call<T> call) throws SQLException {
        synchronized (ending) {
            busy = true;
        }
        try {
            return call.run();
        } finally {
            synchronized (ending) {
                busy = false;
            }
        }
    }

    /** What {@link #cancel} stops besides the server's work; null for nothing. */
    void stopping(@Nullable Runnable stop) {
        synchronized (ending) {
            stopper = stop;
        }
    }

    void cancel() {
        synchronized (ending) {
            if (closed || !busy) {
                return;
            }
            if (stopper != null) {
                stopper.run();
            }
            try {
                backend.cancel();
            } catch (SQLException e) {
                log.warn("the server could not be asked to cancel: {}", PostgresErrors.message(e));
            }
        }
    }

    boolean idle() {
        synchronized (ending) {
            return !busy && !closed;
        }
    }

    boolean closed() {
        synchronized (ending) {
            return closed;
        }
    }

    /** Marks the connection as closed; false when it was before. What runs on it is cut off. */
    boolean markClosed() {
        synchronized (ending) {
            if (closed) {
                return false;
            }
            if (busy) {
                cancel();
                backend.abort();
            }
            closed = true;
            return true;
        }
    }
}
