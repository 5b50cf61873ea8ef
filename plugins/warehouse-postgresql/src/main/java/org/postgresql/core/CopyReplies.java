package org.postgresql.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.core.v3.QueryExecutorImpl;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * What the server says while rows are sent to it. The driver listens at the end only. By then all rows are sent in vain when
 * the first was refused; and a server whose notices nobody takes (those of a trigger) takes no more rows. So {@link #run} is
 * for another thread, which listens while this one waits for the server to take rows. Notices are thrown away: the driver
 * keeps them all, and needs longer for each than for the one before.
 *
 * <p>Nothing else may read from the connection until {@link #close}, {@link #awaitEnd} or {@link #awaitFailure}.
 */
public final class CopyReplies implements Runnable, AutoCloseable {
    private static final long PAUSE_MILLIS = 50;
    private static final int NOTICE = 'N';
    private static final int PARAMETER_STATUS = 'S';
    private static final int ERROR = 'E';
    private static final int COPY_DONE = 'c';
    private static final int COPY_FAIL = 'f';

    private final QueryExecutorImpl executor;
    private final PGStream stream;
    private boolean closed;
    /** When somebody last listened, by {@link System#nanoTime}. */
    private long listened;

    public CopyReplies(BaseConnection connection) {
        listened = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
        executor = (QueryExecutorImpl) connection.getQueryExecutor();
        stream = ((QueryExecutorBase) executor).pgStream;
    }

    /**
     * Listens to what has come, if nobody has for a while: to find that nothing has takes the driver a millisecond, in which
     * the server waits for rows.
     *
     * @return whether the server has ended the COPY with an error, which the driver's {@code endCopy} throws then
     */
    public synchronized boolean failed() throws SQLException {
        return !closed
                && System.nanoTime() - listened > TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)
                && guarded(this::listen);
    }

    private boolean listen() throws IOException, SQLException {
        listened = System.nanoTime();
        while (stream.hasMessagePending()) {
            if (!pass()) {
                return stream.peekChar() == ERROR;
            }
        }
        return false;
    }

    /** Passes over the next message, unless it is the driver's. */
    private boolean pass() throws IOException, SQLException {
        int kind = stream.peekChar();
        if (kind != NOTICE && kind != PARAMETER_STATUS) {
            return false;
        }
        stream.receiveChar();
        if (kind == PARAMETER_STATUS) {
            executor.receiveParameterStatus();
        } else {
            stream.skip(stream.receiveInteger4() - Integer.BYTES);
        }
        return true;
    }

    /** Listens from time to time, until it is closed. Whoever sends finds out about errors. */
    @Override
    public synchronized void run() {
        try {
            while (!closed && !listen()) {
                wait(PAUSE_MILLIS);
            }
        } catch (IOException | SQLException e) {
            closed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tells the server that all rows were sent, and waits for its answer, which the driver's {@code endCopy} reads. What
     * that sends for its part the server passes over: the COPY has ended then.
     */
    public synchronized void awaitEnd() throws SQLException {
        close();
        guarded(() -> await(COPY_DONE, new byte[0]));
    }

    /** Has the server throw the rows away, and waits for its answer, the error that {@code endCopy} throws. */
    public synchronized void awaitFailure(String reason) throws SQLException {
        close();
        byte[] text = (reason + '\0').getBytes(StandardCharsets.UTF_8);
        guarded(() -> await(COPY_FAIL, text));
    }

    private boolean await(int message, byte[] text) throws IOException, SQLException {
        stream.sendChar(message);
        stream.sendInteger4(Integer.BYTES + text.length);
        stream.send(text);
        stream.flush();
        boolean passed = true;
        while (passed) {
            passed = pass();
        }
        return true;
    }

    private interface Listening {
        boolean run() throws IOException, SQLException;
    }

    private static boolean guarded(Listening listening) throws SQLException {
        try {
            return listening.run();
        } catch (IOException e) {
            throw new PSQLException("the connection to the server was lost", PSQLState.CONNECTION_FAILURE, e);
        }
    }

    /** Leaves the connection to the driver; returns when nothing reads from it any more. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
