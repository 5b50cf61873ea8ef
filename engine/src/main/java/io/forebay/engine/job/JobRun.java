package io.forebay.engine.job;

/**
 * What a COPY JOB RUN did.
 *
 * @param table the target's name
 * @param rejected rows of these files that were not loaded
 * @param files files ingested
 * @param failed how many failed for good
 */
public record JobRun(String table, long rows, long rejected, long files, long failed) {}
