package io.forebay.engine.job;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoredObject;
import java.util.Map;

/**
 * What a COPY JOB RUN did.
 *
 * @param table the target's name
 * @param files files ingested
 * @param failed files that failed for good
 */
public record JobRun(String table, long rows, long files, Map<StoredObject, ForebayException> failed) {}
