package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.Table;
import java.time.Instant;

/**
 * The facts of a load that do not change while it runs.
 *
 * @param id Redshift's query id
 * @param jobId 0 for a plain COPY
 * @param source as written after FROM
 * @param format the name that {@code sys_load_history.file_format} shows
 */
public record LoadRecord(long id, long jobId, Owner owner, Table table, String source, String format, Instant started) {
    /** On whose behalf. @param transactionId Redshift's xid */
    public record Owner(long transactionId, int sessionId, int userId, String database) {}
}
