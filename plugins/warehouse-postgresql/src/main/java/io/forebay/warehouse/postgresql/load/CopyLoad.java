package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.RowSource;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.CopyReplies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One load over one connection, on which nothing else runs meanwhile. Its rows are read by threads of its own; the calling
 * thread sends them. Run once; {@link #cancel} from any thread.
 */
public final class CopyLoad {
    private static final Logger log = LoggerFactory.getLogger(CopyLoad.class);

    /** More threads read more than one server process takes in. */
    private static final int MOST_READERS = 4;

    private static final int BUFFERS_EACH = 4;

    /** How long the server may have nothing to do before one more thread reads. */
    private static final long PATIENCE_MILLIS = 5;

    private static final long REPLIES_MILLIS = 1000;

    /** A mark, flags and the length of an extension, none of which is used. */
    private static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] TRAILER = {-1, -1};

    private final BaseConnection connection;
    private final String table;
    private final LoadBatch batch;
    private final RowSource rows;
    private final int mostReaders;
    private final Handover handover;
    private int readers;

    /**
     * @param connection with a transaction that is open, in which nothing has failed
     * @param table the batch's table as SQL text
     */
    public CopyLoad(BaseConnection connection, String table, LoadBatch batch, RowSource rows) {
        this.connection = connection;
        this.table = table;
        this.batch = batch;
        this.rows = rows;
        int processors = Runtime.getRuntime().availableProcessors();
        this.mostReaders = Math.max(1, Math.min(rows.parallelism(), Math.min(processors, MOST_READERS)));
        this.handover = new Handover(mostReaders * BUFFERS_EACH);
    }

    /**
     * Returns when all feeds are closed.
     *
     * @return the rows that PostgreSQL says it took
     * @throws SQLException what the server or the connection to it ended the load with
     * @throws ForebayException what a feed threw, as it is; or CANCELLED
     */
    public long run() throws SQLException {
        try {
            Target target = Target.describe(connection, table, batch.columns());
            CopyIn copy = connection.getCopyAPI().copyIn(target.copy());
            try (CopyReplies replies = new CopyReplies(connection)) {
                return send(copy, target, replies);
            }
        } catch (SQLException e) {
            throw failureOr(e);
        } finally {
            handover.stop();
            handover.awaitReaders();
        }
    }

    /** Asks the load to end soon with CANCELLED. What runs in the server must be asked besides. */
    public void cancel() {
        handover.fail(ForebayException.cancelled());
    }

    private SQLException failureOr(SQLException cause) {
        handover.failure().ifPresent(failure -> {
            throw failure;
        });
        return cause;
    }

    private long send(CopyIn copy, Target target, CopyReplies replies) throws SQLException {
        try {
            copy.writeToCopy(HEADER, 0, HEADER.length);
            if (sendTuples(copy, target, replies)) {
                copy.writeToCopy(TRAILER, 0, TRAILER.length);
                replies.awaitEnd();
            }
            return copy.endCopy();
        } catch (Throwable e) {
            handover.stop();
            abandon(copy, replies);
            throw e;
        }
    }

    /** @return false when the server takes no more */
    private boolean sendTuples(CopyIn copy, Target target, CopyReplies replies) throws SQLException {
        startReader(target);
        boolean listening = false;
        while (!handover.over()) {
            TupleBuffer buffer = next(target);
            if (replies.failed()) {
                replies.close();
                return false;
            }
            if (buffer != null) {
                copy.writeToCopy(buffer.bytes(), 0, buffer.length());
                handover.giveBack(buffer);
                listening = listening || start(replies, "replies");
            }
        }
        handover.failure().ifPresent(failure -> {
            throw failure;
        });
        return true;
    }

    private @Nullable TupleBuffer next(Target target) {
        boolean more = readers < mostReaders;
        try {
            TupleBuffer buffer = handover.take(more ? PATIENCE_MILLIS : REPLIES_MILLIS);
            if (buffer == null && more && !handover.over()) {
                startReader(target);
            }
            return buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ForebayException.cancelled();
        }
    }

    private void startReader(Target target) {
        readers++;
        handover.begin();
        try {
            start(new FeedReader(rows, target, handover), String.valueOf(readers));
        } catch (Throwable e) {
            handover.end(e);
        }
    }

    private boolean start(Runnable work, String name) {
        Thread thread = new Thread(work, "forebay-load-" + batch.id() + "-" + name);
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    /**
     * Has the server throw away what it got, when it can still be asked. In any case the driver is told that the COPY is
     * over: it would wait for that before the next statement.
     */
    private void abandon(CopyIn copy, CopyReplies replies) {
        try {
            if (copy.isActive()) {
                replies.awaitFailure("the load was given up");
                copy.endCopy();
            }
        } catch (SQLException e) {
            log.debug("a COPY was given up load={}", batch.id(), e);
        } finally {
            release(copy);
        }
    }

    private void release(CopyIn copy) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            log.debug("the connection is lost load={}", batch.id(), e);
        }
    }
}
