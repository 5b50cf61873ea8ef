package io.forebay.engine.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits and finds out what became of it, also when the reply is lost. */
public final class Commit {
    private static final Logger log = LoggerFactory.getLogger(Commit.class);
    private static final int QUESTIONS = 60;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private Commit() {}

    /**
     * Returns when what the transaction did is durable.
     *
     * @param durable looks on a new connection for what the transaction wrote
     * @param what the transaction, for messages
     * @throws ForebayException NOT_APPLIED when it certainly is not durable; COMMIT_UNKNOWN when the warehouse could not
     *     be asked for half a minute, or until the thread was interrupted
     */
    public static void settle(WarehouseConnection connection, BooleanSupplier durable, String what) {
        try {
            connection.commit();
        } catch (ForebayException e) {
            connection.close();
            if (e.code().effect() == Effect.NOT_APPLIED) {
                throw e;
            }
            log.warn("the outcome of a commit is not known, asking the ledger of={} reason={}", what, e.getMessage());
            if (!ask(durable, what, e)) {
                throw undone(what, e);
            }
            log.info("the commit was durable of={}", what);
        }
    }

    private static boolean ask(BooleanSupplier durable, String what, ForebayException reason) {
        for (int question = 0; question < QUESTIONS; question++) {
            try {
                return durable.getAsBoolean();
            } catch (ForebayException e) {
                log.debug("the ledger cannot be asked yet of={}", what, e);
            }
            try {
                Pause.of(BETWEEN);
            } catch (ForebayException e) {
                break;
            }
        }
        throw reason;
    }

    /** A full disk is told as that; everything else is worth another try. */
    private static ForebayException undone(String what, ForebayException reason) {
        if (reason.getCause() instanceof ForebayException known && known.is(CommonError.DISK_FULL)) {
            return new ForebayException(
                            CommonError.DISK_FULL,
                            "the commit of " + what + " did not happen, the disk is full: " + known.getMessage(),
                            reason)
                    .withHint("Make room on the warehouse's disk; nothing of it was applied.");
        }
        return new ForebayException(
                CommonError.CONFLICT, "the commit of " + what + " did not happen: " + reason.getMessage(), reason);
    }
}
