package io.forebay.engine.job;

/**
 * What a COPY JOB RUN did.
 *
 * @param table the target's name
 * @param files files ingested
 * @param failed how many failed for good
 */
public record JobRun(String table, long rows, long files, long failed) {}
