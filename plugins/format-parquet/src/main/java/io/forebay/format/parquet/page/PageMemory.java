package io.forebay.format.parquet.page;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the memory of all pages that are open at once. A thread that asks for more than is common waits a little for the
 * others, as what they hold soon goes; it does not wait for ever, as the warehouse may not let them go on before it does.
 * Thread-safe.
 */
public final class PageMemory {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final long common;
    private final long most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private long used;

    /**
     * @param common bytes up to which nobody waits
     * @param most bytes of all together
     */
    public PageMemory(long common, long most) {
        this.common = common;
        this.most = most;
    }

    /** A fourth of the heap without waiting, and half of it at most. */
    public static PageMemory ofHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new PageMemory(heap / 4, heap / 2);
    }

    public Share open() {
        return new Share();
    }

    /** What one thread has. Used by that thread; closed once. */
    public final class Share implements AutoCloseable {
        private long held;

        /** Of all waiting, as a part may have hundreds of columns. */
        private long patience = PATIENCE_NANOS;

        /**
         * Takes so many bytes.
         *
         * @param what the bytes are for, for messages
         * @throws ForebayException TOO_MUCH when there are not so many
         */
        void take(long bytes, String what) {
            lock.lock();
            try {
                while (used + bytes > common && used > held && patience > 0) {
                    patience = await(patience);
                }
                if (used + bytes > most) {
                    throw new ForebayException(
                                    CommonError.TOO_MUCH,
                                    what + " needs " + bytes + " bytes of memory; " + most
                                            + " are for all pages that are read at once, and " + used + " are used")
                            .withHint("Write smaller pages or row groups, or give Forebay more memory (-Xmx).");
                }
                used += bytes;
                held += bytes;
            } finally {
                lock.unlock();
            }
        }

        /** Takes so many bytes when nobody has to wait for them. */
        boolean tryTake(long bytes) {
            return tryTake(bytes, common);
        }

        /** Takes so many bytes that are not needed, when at least half of the common memory is left then. */
        boolean tryTakeSpare(long bytes) {
            return tryTake(bytes, common / 2);
        }

        private boolean tryTake(long bytes, long limit) {
            lock.lock();
            try {
                boolean there = used + bytes <= limit;
                used += there ? bytes : 0;
                held += there ? bytes : 0;
                return there;
            } finally {
                lock.unlock();
            }
        }

        /** Whether there would be so many bytes more if nobody else had any. */
        boolean possible(long bytes) {
            return bytes <= most - held;
        }

        void give(long bytes) {
            lock.lock();
            try {
                used -= bytes;
                held -= bytes;
                given.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Gives all back. */
        @Override
        public void close() {
            give(held);
        }
    }

    private long await(long nanos) {
        try {
            return given.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted while waiting for memory", e);
        }
    }
}
