package io.forebay.warehouse.duckdb;

import io.forebay.warehouse.duckdb.driver.DriverInternals;
import io.forebay.warehouse.duckdb.functions.CallingStatement;
import io.forebay.warehouse.duckdb.load.LoadTicket;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs on the driver's connection, one call at a time, and what ends it: {@link #cancel} and {@link #close} come
 * from any thread, the rest from the connection's own.
 */
final class Running {
    private static final Logger log = LoggerFactory.getLogger(Running.class);

    private static final int CLOSE_TRIES = 100;
    private static final long CLOSE_WAIT_MILLIS = 100;

    private final DuckDBConnection jdbc;
    private final CallingStatement calling;
    /** Held while the driver's connection is closed or interrupted, never while a statement runs. */
    private final Object ending = new Object();
    /** Held while anything runs, so that the memory under it is not given back meanwhile. */
    private final ReentrantLock running = new ReentrantLock();

    private volatile boolean busy;
    private volatile boolean closed;
    private volatile @Nullable LoadTicket loading;

    Running(DuckDBConnection jdbc, CallingStatement calling) {
        this.jdbc = jdbc;
        this.calling = calling;
    }

    /** Something that asks the driver. */
    interface Call<T> {
        T run() throws SQLException;
    }

    <T> T run(Call<T> call) throws SQLException {
        running.lock();
        calling.resume();
        busy = true;
        try {
            return call.run();
        } finally {
            busy = false;
            running.unlock();
            if (closed) {
                closeWhenIdle();
            }
        }
    }

    /** The load that {@link #cancel} and {@link #close} end too; null when it is over. */
    void loading(@Nullable LoadTicket ticket) {
        loading = ticket;
    }

    /** Ends what runs, if anything does. */
    void cancel() {
        cancelOutside();
        synchronized (ending) {
            if (!closed && busy) {
                DriverInternals.interrupt(jdbc);
            }
        }
    }

    boolean closed() {
        return closed;
    }

    /** Marks the connection as closed; false when it was before. {@link #close} is to follow. */
    boolean markClosed() {
        synchronized (ending) {
            if (closed) {
                return false;
            }
            closed = true;
            return true;
        }
    }

    /** Ends what runs and closes the driver's connection; what does not end in time closes it at its end. */
    void close() {
        cancelOutside();
        if (!awaitEnd()) {
            log.warn("a statement of a closing connection does not end; its connection closes after it");
            closeWhenIdle();
            return;
        }
        closeIdle();
    }

    private void cancelOutside() {
        calling.cancel();
        LoadTicket ticket = loading;
        if (ticket != null) {
            ticket.cancel();
        }
    }

    /** Closes unless something runs still: that does it at its end. */
    private void closeWhenIdle() {
        if (running.tryLock()) {
            closeIdle();
        }
    }

    /** The caller holds the lock, which is given back. */
    private void closeIdle() {
        synchronized (ending) {
            try {
                jdbc.close();
            } catch (SQLException e) {
                log.debug("closing a connection failed", e);
            } finally {
                running.unlock();
            }
        }
    }

    /**
     * Interrupts what runs until it has ended; true when the lock is held then. A connection that stayed open would
     * keep its transaction and the database, so that this goes on in a thread that is interrupted.
     */
    private boolean awaitEnd() {
        boolean interrupted = false;
        try {
            for (int tries = 0; tries < CLOSE_TRIES; tries++) {
                try {
                    if (running.tryLock(CLOSE_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                synchronized (ending) {
                    DriverInternals.interrupt(jdbc);
                }
            }
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
