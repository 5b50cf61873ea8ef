package io.forebay.engine.migrate;

/**
 * A number that a job had before.
 *
 * @param shift what was added to its numbers since
 */
record Former(long jobId, long shift) {}
