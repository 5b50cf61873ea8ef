package io.forebay.engine.dataapi;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A statement that changes while others ask about it. Thread-safe. */
final class LiveStatement {
    /** Of the journal, where it was taken. */
    private final long taken;

    private Kept now;
    private Kept written;
    private boolean cancelled;
    private @Nullable Runnable cancel;

    LiveStatement(Kept now, long taken) {
        this.now = now;
        this.written = now;
        this.taken = taken;
    }

    long taken() {
        return taken;
    }

    synchronized Kept now() {
        return now;
    }

    synchronized Kept change(UnaryOperator<Kept> change) {
        now = change.apply(now);
        notifyAll();
        return now;
    }

    /** What the journal holds of it; nobody sees that before it is on the disk. */
    synchronized Kept written() {
        return written;
    }

    synchronized void written(Kept next) {
        written = next;
    }

    /** Waits until something is so, or the time is over. */
    synchronized void await(BooleanSupplier condition, long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis;
                    left > 0 && !condition.getAsBoolean();
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it is ended from now on; null for what cannot be ended any more. */
    synchronized void cancelBy(@Nullable Runnable way) {
        cancel = way;
        if (cancelled && way != null) {
            way.run();
        }
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

    /** The server stops: what runs is ended, and is not aborted by anybody. */
    synchronized void interrupt() {
        if (cancel != null) {
            cancel.run();
        }
        notifyAll();
    }

    /** @return false when it is over already */
    synchronized boolean cancel() {
        if (now.status().over()) {
            return false;
        }
        cancelled = true;
        if (cancel != null) {
            cancel.run();
        }
        notifyAll();
        return true;
    }
}
