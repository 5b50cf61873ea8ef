package io.forebay.engine.job;

import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Lease;
import io.forebay.spi.store.ObjectStore;

/**
 * A job that nothing else works for while a statement has it.
 *
 * @param lease to be checked in each transaction of the statement
 * @param store holds the job's source
 */
public record HeldJob(JobRecord job, JobText text, Lease lease, ObjectStore store) {}
