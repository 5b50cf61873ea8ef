package io.forebay.engine.load;

import io.forebay.engine.ledger.Pause;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Waits between attempts: doubling from 100 ms to 10 s, each with up to half of it as jitter. */
public final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long LAST_MILLIS = 10_000;

    private static final Duration SLICE = Duration.ofMillis(50);

    private final int attempts;
    private final BooleanSupplier stopped;
    private final Consumer<Runnable> waits;
    private int made;

    /**
     * @param attempts the most attempts, the first included
     * @param stopped ends a wait early
     */
    public Backoff(int attempts, BooleanSupplier stopped) {
        this(attempts, stopped, Runnable::run);
    }

    /** @param waits does each wait, and may do something before and after it */
    Backoff(int attempts, BooleanSupplier stopped, Consumer<Runnable> waits) {
        this.attempts = attempts;
        this.stopped = stopped;
        this.waits = waits;
    }

    /**
     * Whether the failure is worth another attempt and one is left; waits before it says yes.
     *
     * @throws ForebayException CANCELLED when the load was asked to end meanwhile
     */
    public boolean again(ForebayException failure) {
        made++;
        if (!failure.retryable() || made >= attempts) {
            return false;
        }
        waits.accept(() -> await(System.nanoTime() + delay(made).toNanos()));
        throwIfStopped();
        return true;
    }

    private void await(long end) {
        while (System.nanoTime() - end < 0) {
            throwIfStopped();
            Pause.of(SLICE);
        }
    }

    /** Whether the attempt that runs is the first. */
    boolean first() {
        return made == 0;
    }

    /** Whether the attempt that runs is the last. */
    boolean last() {
        return made + 1 >= attempts;
    }

    /** @throws ForebayException CANCELLED when the load was asked to end */
    void throwIfStopped() {
        if (stopped.getAsBoolean()) {
            throw ForebayException.cancelled();
        }
    }

    private static Duration delay(int made) {
        long millis = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(made - 1, 16));
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
