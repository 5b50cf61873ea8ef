package io.forebay.engine.job;

import io.forebay.engine.discover.Scan;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Lease;
import io.forebay.engine.ledger.Leases;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.load.JobLoad;
import io.forebay.engine.load.LoadResult;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.LoadTask;
import io.forebay.engine.load.Loader;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.plan.CopySource;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loads of one job, one after the other. Used by one thread at a time, except {@link #cancel}. */
final class JobLoads {
    private static final Logger log = LoggerFactory.getLogger(JobLoads.class);

    /** What the jobs of one engine share. @param turns bounds the loads that run at once */
    record Shared(
            Ledger ledger,
            JobSieve.Asked asked,
            Leases leases,
            Loader loader,
            CopySource source,
            RunningLoads running,
            PendingFiles pending,
            Semaphore turns,
            Clock clock,
            LoadStep.Listener steps,
            JobSettings settings) {}

    private final Shared shared;
    private final JobRecord job;
    private final JobText text;
    private final Scan scan;
    private final JobSieve sieve;

    JobLoads(Shared shared, JobRecord job, JobText text, Scan scan, JobSieve sieve) {
        this.shared = shared;
        this.job = job;
        this.text = text;
        this.scan = scan;
        this.sieve = sieve;
    }

    /** What a scan and its loads came to. */
    static final class Totals {
        long rows;
        long files;
        int unfinished;
        long failed;
        /** Why a file is left for the next time: the job's trouble, told when the others are loaded. */
        @Nullable
        ForebayException left;

        private void add(LoadResult result) {
            rows += result.rows();
            files += result.loaded().size();
            failed += result.failed();
            left = result.left() == null ? left : result.left();
        }

        private void throwIfLeft() {
            if (left != null) {
                throw left;
            }
        }
    }

    /** Lists the prefix and loads what is new. */
    Totals scan(Lease lease, BooleanSupplier stopped) {
        Totals totals = new Totals();
        Scan.Outcome outcome = scan.unseen(
                listed -> sieve.toLoad(lease, listed),
                ObjectUri.parse(job.source()),
                found -> load(lease, found, totals, stopped));
        totals.unfinished = outcome.unfinished();
        totals.throwIfLeft();
        return totals;
    }

    /** Loads those of the objects that are new. */
    Totals loadNew(Lease lease, List<StoredObject> objects, BooleanSupplier stopped) {
        Totals totals = new Totals();
        List<StoredObject> unseen = sieve.toLoad(lease, objects);
        if (!unseen.isEmpty()) {
            load(lease, unseen, totals, stopped);
        }
        totals.throwIfLeft();
        return totals;
    }

    private void load(Lease lease, List<StoredObject> objects, Totals totals, BooleanSupplier stopped) {
        shared.steps.reached(LoadStep.LISTED);
        shared.pending.add(job.id(), objects, shared.clock.instant());
        try {
            for (List<StoredObject> batch : shared.settings.batch().cut(objects)) {
                loadBatch(lease, batch, totals, stopped);
            }
        } finally {
            shared.pending.remove(job.id(), objects);
        }
    }

    private void loadBatch(Lease lease, List<StoredObject> batch, Totals totals, BooleanSupplier stopped) {
        takeTurn(stopped);
        long started = System.nanoTime();
        try {
            long query = shared.ledger.ids().next();
            LoadRecord.Owner owner = new LoadRecord.Owner(shared.ledger.ids().next(), 0, job.ownerId(), job.database());
            CopyCommand described = shared.source.withPaths(text.command());
            JobLoad of = new JobLoad(job.id(), lease, text.options());
            LoadResult result = shared.loader.loadJob(new LoadTask(query, of, owner, described, batch, stopped));
            totals.add(result);
            log.info(
                    "loaded job={} query={} files={} failed={} rows={} bytes={} millis={}",
                    job.name(),
                    query,
                    result.loaded().size(),
                    result.failed(),
                    result.rows(),
                    result.loaded().stream().mapToLong(StoredObject::size).sum(),
                    (System.nanoTime() - started) / 1_000_000);
        } finally {
            shared.turns.release();
            shared.pending.remove(job.id(), batch);
        }
        shared.steps.reached(LoadStep.BEFORE_REPLY);
    }

    private void takeTurn(BooleanSupplier stopped) {
        try {
            while (!shared.turns.tryAcquire(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                throwIfStopped(stopped);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
        if (stopped.getAsBoolean()) {
            shared.turns.release();
            throw cancelled();
        }
    }

    private static void throwIfStopped(BooleanSupplier stopped) {
        if (stopped.getAsBoolean()) {
            throw cancelled();
        }
    }

    private static ForebayException cancelled() {
        return new ForebayException(CommonError.CANCELLED, "canceling statement due to user request");
    }

    /** Ends the load that runs, if one does; from any thread. */
    void cancel() {
        shared.running.cancelJob(job.id());
    }
}
