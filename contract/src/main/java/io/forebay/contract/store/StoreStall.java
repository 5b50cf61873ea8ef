package io.forebay.contract.store;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Reads that hang until this is closed. Thread-safe. */
public final class StoreStall implements AutoCloseable {
    private final String keyPrefix;
    private final Consumer<StoreStall> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int waiting;
    private boolean over;

    StoreStall(String keyPrefix, Consumer<StoreStall> onClose) {
        this.keyPrefix = keyPrefix;
        this.onClose = onClose;
    }

    String keyPrefix() {
        return keyPrefix;
    }

    /** Waits until a read hangs here. */
    public void awaitReader() {
        long left = TimeUnit.SECONDS.toNanos(30);
        lock.lock();
        try {
            while (waiting == 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (waiting == 0) {
                throw new AssertionError("No read came within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    void await(MemoryObjectStream stream) {
        lock.lock();
        try {
            waiting++;
            changed.signalAll();
            while (!over && !stream.closed()) {
                // A stream that is closed meanwhile does not know of this lock: it is looked at again.
                changed.await(5, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "The read was interrupted", e);
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
