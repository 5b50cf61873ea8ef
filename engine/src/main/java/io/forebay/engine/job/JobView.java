package io.forebay.engine.job;

import io.forebay.engine.ledger.JobRecord;
import io.forebay.spi.store.ObjectStore;

/** A job as it is now, for statements that only look. Its record and its text never change; ask for another view. */
public final class JobView {
    private final JobRecord job;
    private final JobText text;
    private final ObjectStore store;
    private final JobSieve sieve;
    private final JobActivity activity;

    JobView(JobRecord job, JobText text, ObjectStore store, JobSieve sieve, JobActivity activity) {
        this.job = job;
        this.text = text;
        this.store = store;
        this.sieve = sieve;
        this.activity = activity;
    }

    public JobRecord job() {
        return job;
    }

    public JobText text() {
        return text;
    }

    /** Holds the job's source. */
    public ObjectStore store() {
        return store;
    }

    public JobActivity activity() {
        return activity;
    }

    JobSieve sieve() {
        return sieve;
    }
}
