package io.forebay.engine.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits between attempts: doubling from 100 ms to 10 s, each with up to half of it as jitter. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long LAST_MILLIS = 10_000;

    private final int attempts;
    private int made;

    /** @param attempts the most attempts, the first included */
    Backoff(int attempts) {
        this.attempts = attempts;
    }

    /** Whether the failure is worth another attempt and one is left; waits before it says yes. */
    boolean again(ForebayException failure) {
        made++;
        if (!failure.retryable() || made >= attempts) {
            return false;
        }
        pause(delay(made));
        return true;
    }

    private static Duration delay(int made) {
        long millis = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(made - 1, 16));
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    /** @throws ForebayException CANCELLED when the thread is interrupted meanwhile */
    static void pause(Duration duration) {
        try {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted while waiting to try again", e);
        }
    }
}
