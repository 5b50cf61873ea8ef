package io.forebay.engine.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.function.Supplier;

/** Repeats a transaction that another one came before. */
public final class Again {
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Again() {}

    /** @throws ForebayException CONFLICT when others came before it each time */
    public static <T> T whileInConflict(int attempts, Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (ForebayException e) {
                if (!e.is(CommonError.CONFLICT) || attempt == attempts) {
                    throw e;
                }
            }
            Pause.of(BETWEEN);
        }
    }

    /** The same of a transaction that gives nothing. */
    public static void whileInConflict(int attempts, Runnable transaction) {
        whileInConflict(attempts, () -> {
            transaction.run();
            return true;
        });
    }
}
