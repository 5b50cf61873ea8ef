package io.forebay.engine.load;

import io.forebay.engine.ledger.Lease;
import io.forebay.engine.sql.JobOptions;

/**
 * The job that a load is for.
 *
 * @param lease what makes this server the one that loads; checked in each transaction of the job
 * @param patience what the job remembers of files in trouble
 */
public record JobLoad(long id, Lease lease, JobOptions options, Patience patience) {}
