package io.forebay.engine.ledger;

import java.time.Instant;

/**
 * What was done to a file beside loading it.
 *
 * @param queryId the load that the file was in before; 0 for none
 * @param userId 0 for the job itself
 */
public record FileAction(
        long id, String action, String etag, long queryId, int userId, Instant recorded, String detail) {}
