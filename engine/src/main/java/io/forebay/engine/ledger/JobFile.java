package io.forebay.engine.ledger;

import io.forebay.spi.store.StoredObject;
import java.time.Instant;

/**
 * A file that a job is done with.
 *
 * @param object as it was when the job was done with it
 * @param queryId the load that it was in; 0 for none
 * @param recorded when the ledger was told
 */
public record JobFile(StoredObject object, FileState state, long queryId, Instant recorded) {}
