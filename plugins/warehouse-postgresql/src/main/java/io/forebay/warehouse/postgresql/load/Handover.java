package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads that read meet the one that sends: full buffers go one way, empty ones the other. There are only so many
 * buffers, so whoever is faster waits. Thread-safe.
 */
final class Handover {
    private final Deque<TupleBuffer> full = new ArrayDeque<>();
    private final Deque<TupleBuffer> empty = new ArrayDeque<>();
    private int unmade;
    private int reading;
    private volatile boolean stopped;
    private @Nullable ForebayException failure;

    /** @param buffers the most that there are at a time, from 1 */
    Handover(int buffers) {
        this.unmade = buffers;
    }

    /** One more thread reads. */
    synchronized void begin() {
        reading++;
    }

    /** A reader has come to its end. @param cause why it is no good one; null when all its rows were given */
    synchronized void end(@Nullable Throwable cause) {
        reading--;
        if (cause != null) {
            fail(cause);
        }
        notifyAll();
    }

    /** Keeps the first failure; the others follow from it. */
    synchronized void fail(Throwable cause) {
        if (failure == null && !stopped) {
            failure = translated(cause);
        }
        stop();
    }

    /** Nothing more is sent: readers end when they next ask. */
    synchronized void stop() {
        stopped = true;
        full.clear();
        notifyAll();
    }

    boolean stopped() {
        return stopped;
    }

    private static ForebayException translated(Throwable cause) {
        if (cause instanceof ForebayException forebay) {
            return forebay;
        }
        return cause instanceof OutOfMemoryError
                ? new ForebayException(CommonError.OUT_OF_MEMORY, "reading rows takes too much memory: " + cause, cause)
                : new ForebayException(CommonError.INTERNAL, "reading rows failed: " + cause, cause);
    }

    synchronized Optional<ForebayException> failure() {
        return Optional.ofNullable(failure);
    }

    /** A buffer to fill; waits for one. Null when nothing more is sent. */
    synchronized @Nullable TupleBuffer empty() throws InterruptedException {
        while (!stopped) {
            if (!empty.isEmpty()) {
                return empty.pop();
            }
            if (unmade > 0) {
                unmade--;
                return new TupleBuffer();
            }
            wait();
        }
        return null;
    }

    synchronized void give(TupleBuffer buffer) {
        if (!stopped) {
            full.add(buffer);
            notifyAll();
        }
    }

    /**
     * The next buffer to send.
     *
     * @param millis how long to wait for one, from 1
     * @return null when none came, for that time or at all
     */
    synchronized @Nullable TupleBuffer take(long millis) throws InterruptedException {
        if (full.isEmpty() && reading > 0 && !stopped) {
            wait(millis);
        }
        return full.poll();
    }

    synchronized void giveBack(TupleBuffer buffer) {
        buffer.clear();
        empty.push(buffer);
        notifyAll();
    }

    /** Whether there is nothing more to send. */
    synchronized boolean over() {
        return stopped || (reading == 0 && full.isEmpty());
    }

    /** Waits until nobody reads any more, whatever happens meanwhile. */
    synchronized void awaitReaders() {
        boolean interrupted = false;
        while (reading > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
