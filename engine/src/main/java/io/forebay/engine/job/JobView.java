package io.forebay.engine.job;

import io.forebay.engine.ledger.JobRecord;
import io.forebay.spi.store.ObjectStore;

/** A job as it is now, for statements that only look. @param store holds the job's source */
public record JobView(JobRecord job, JobText text, ObjectStore store, JobActivity activity) {}
