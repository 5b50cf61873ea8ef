package io.forebay.engine.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import org.jspecify.annotations.Nullable;

/**
 * That a server works for a job. It does not end by itself: it is lost when another server takes the job over, and every
 * transaction of the job finds that out before it commits.
 *
 * @param holder the name that the server has given itself
 * @param fence grows whenever the job changes hands, or is defined anew
 */
public record Lease(long jobId, String holder, long fence) {
    /**
     * Makes the open transaction fail unless the job is still this server's; a take-over that comes now waits for the
     * transaction or fails itself, as both change {@code checks} of the same row. To be called last before the commit, so
     * that the row is held for a moment only.
     *
     * @throws ForebayException LEASE_LOST; the transaction is to be rolled back
     */
    public void check(WarehouseConnection connection) {
        long held;
        try {
            held = connection.execute(
                    "UPDATE forebay.job_lease SET checks = checks + 1 WHERE job_id = $1 AND holder = $2 AND fence = $3",
                    jobId,
                    holder,
                    fence);
        } catch (ForebayException e) {
            throw e.is(CommonError.CONFLICT) ? lost(e) : e;
        }
        if (held != 1) {
            throw lost(null);
        }
    }

    private ForebayException lost(@Nullable ForebayException cause) {
        return new ForebayException(
                        CommonError.LEASE_LOST,
                        "job " + jobId + " was taken over by another server; nothing of this transaction was applied",
                        cause)
                .withHint("The server that has it now goes on with it.");
    }
}
