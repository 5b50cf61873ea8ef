package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.TableName;
import java.time.Instant;

/**
 * A copy job as it is stored.
 *
 * @param table where it loads to, as it was resolved when the job was made
 * @param copyText the COPY without its JOB clause and without secrets
 * @param iamRole the role's ARN, or empty
 */
public record JobRecord(
        long id,
        String name,
        String database,
        int ownerId,
        String iamRole,
        TableName table,
        String source,
        String copyText,
        Instant created,
        boolean auto) {
    public JobRecord withAuto(boolean newAuto) {
        return new JobRecord(id, name, database, ownerId, iamRole, table, source, copyText, created, newAuto);
    }
}
