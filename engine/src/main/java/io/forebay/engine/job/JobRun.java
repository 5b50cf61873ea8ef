package io.forebay.engine.job;

import java.util.Optional;

/**
 * What a COPY JOB RUN did.
 *
 * @param table the target's name
 * @param rejected rows of these files that were not loaded
 * @param files files ingested
 * @param failed how many failed for good
 * @param waitsFor what a manifest waits for; empty when none waits
 */
public record JobRun(String table, long rows, long rejected, long files, long failed, Optional<String> waitsFor) {}
