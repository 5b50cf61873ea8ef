package io.forebay.format.orc.file;

import io.forebay.format.kit.source.Damage;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What the streams and dictionaries of one stripe hold. Some of it a stripe may always take; only one stripe of a load at
 * a time may take more. Used by one thread.
 */
public final class Memory implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final Limits limits;
    private final BooleanSupplier cancelled;
    private final Damage damage;
    private long held;
    private boolean large;

    /**
     * How much there is.
     *
     * @param common bytes that any stripe may take
     * @param most bytes that one stripe at a time may take
     * @param one is held by the stripe that takes more than is common
     */
    public record Limits(long common, long most, Semaphore one) {
        /** Shares of the heap that leave room for as many threads as there are processors. */
        public static Limits ofHeap() {
            Runtime runtime = Runtime.getRuntime();
            long heap = runtime.maxMemory();
            return new Limits(heap / 4 / runtime.availableProcessors(), heap / 3, new Semaphore(1));
        }
    }

    /** @param cancelled whether nobody wants the stripe any more */
    Memory(Limits limits, BooleanSupplier cancelled, Damage damage) {
        this.limits = limits;
        this.cancelled = cancelled;
        this.damage = damage;
    }

    /** How many stored bytes of a stripe to hold at once. */
    long readAhead() {
        return limits.common() / 4;
    }

    /**
     * Counts memory before it is taken.
     *
     * @param what for the error
     * @throws ForebayException when there is too little for the stripe
     */
    void take(long bytes, String what) {
        held += bytes;
        if (held > limits.most()) {
            throw damage.unread("a stripe needs more than " + (limits.most() >> 20) + " MB of memory (" + what
                    + "): give the server a larger heap, or write the file with smaller stripes");
        }
        if (held > limits.common() && !large) {
            waitForOthers();
        }
    }

    /** Looks up now and then whether it is still of use: the stripe that has the memory may never end then. */
    private void waitForOthers() {
        try {
            while (!limits.one().tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new ForebayException(CommonError.CANCELLED, "reading " + damage.object() + " was cancelled");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "reading " + damage.object() + " was cancelled", e);
        }
        large = true;
    }

    void give(long bytes) {
        held -= bytes;
    }

    @Override
    public void close() {
        if (large) {
            large = false;
            limits.one().release();
        }
    }
}
