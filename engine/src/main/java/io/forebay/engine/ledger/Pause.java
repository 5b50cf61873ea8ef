package io.forebay.engine.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A wait between two attempts. */
public final class Pause {
    private Pause() {}

    /** @throws ForebayException CANCELLED when the thread is interrupted meanwhile */
    public static void of(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted while waiting to try again", e);
        }
    }
}
