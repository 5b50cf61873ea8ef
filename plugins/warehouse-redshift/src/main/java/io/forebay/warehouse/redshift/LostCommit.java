package io.forebay.warehouse.redshift;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.Placed;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A COMMIT that got no reply. Redshift cannot be asked what became of a transaction, but the ledger can, once the session is
 * over: a write holds its table's lock until the transaction ends, so whoever gets that lock comes after it. SOURCE: Amazon
 * Redshift Database Developer Guide, "Write and read/write operations", "LOCK", "PG_TERMINATE_BACKEND".
 *
 * @param session its process id
 * @param written relations of the ledger that its transaction wrote, as SQL
 */
record LostCommit(long session, Set<String> written) {
    private static final Logger log = LoggerFactory.getLogger(LostCommit.class);

    LostCommit {
        written = Set.copyOf(written);
    }

    /**
     * Returns when the session's transaction is over.
     *
     * @param transport of its own, which is closed then
     * @throws ForebayException CONNECTION_LOST when that cannot be found out now, also while somebody else has the lock
     */
    void settle(Transport transport) {
        try {
            run(transport, new Placed(CatalogText.PATIENCE, List.of()), List.of());
            terminate(transport);
            lock(transport);
        } catch (ForebayException e) {
            throw new ForebayException(
                    CommonError.CONNECTION_LOST,
                    "it cannot be known yet what became of a commit without a reply: " + e.getMessage(),
                    e);
        }
    }

    private void lock(Transport transport) {
        transport.begin();
        try {
            for (String relation : written.stream().sorted().toList()) {
                run(transport, new Placed("LOCK TABLE " + relation, List.of()), List.of());
            }
        } finally {
            transport.rollback();
        }
    }

    /** Saves the wait for a session whose client is gone; without the right to, the lock waits for its end. */
    private void terminate(Transport transport) {
        try {
            run(transport, new Placed(CatalogText.TERMINATE, List.of(1)), List.of(session));
        } catch (ForebayException e) {
            log.info(
                    "a session cannot be terminated, waiting for its locks session={} reason={}",
                    session,
                    e.getMessage());
        }
    }

    private static void run(Transport transport, Placed statement, List<Object> values) {
        try (Query query = transport.prepare(statement, true);
                Rows rows = query.execute(List.copyOf(values))) {
            while (rows.next()) {
                // One row that says whether the session was there.
            }
        }
    }
}
