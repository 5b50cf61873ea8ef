package io.forebay.engine.load;

import io.forebay.engine.ledger.Ledger;
import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits a load and finds out what became of it, also when the reply is lost. */
final class Commit {
    private static final Logger log = LoggerFactory.getLogger(Commit.class);
    private static final int QUESTIONS = 60;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Ledger ledger;

    Commit(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Returns when the load is durable.
     *
     * @throws ForebayException NOT_APPLIED when it certainly is not; COMMIT_UNKNOWN when the warehouse could not be
     *     asked for half a minute
     */
    void commit(WarehouseConnection connection, long queryId) {
        try {
            connection.commit();
        } catch (ForebayException e) {
            connection.close();
            if (e.code().effect() == Effect.NOT_APPLIED) {
                throw e;
            }
            log.warn(
                    "the outcome of a commit is not known, asking the ledger query={} reason={}",
                    queryId,
                    e.getMessage());
            if (!committed(queryId, e)) {
                throw new ForebayException(
                        CommonError.CONFLICT,
                        "the commit of load " + queryId + " did not happen: " + e.getMessage(),
                        e);
            }
            log.info("the commit was durable query={}", queryId);
        }
    }

    private boolean committed(long queryId, ForebayException reason) {
        for (int question = 0; question < QUESTIONS; question++) {
            try {
                return ledger.committed(queryId);
            } catch (ForebayException e) {
                log.debug("the ledger cannot be asked yet query={}", queryId, e);
                Backoff.pause(BETWEEN);
            }
        }
        throw reason;
    }
}
