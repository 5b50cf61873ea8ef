package io.forebay.engine.job;

import io.forebay.engine.ledger.ConsumedFile.Outcome;
import io.forebay.engine.ledger.JobLedger;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Lease;
import io.forebay.engine.ledger.OwedFile;
import io.forebay.engine.ledger.OwedFiles;
import io.forebay.engine.ledger.OwedFiles.Place;
import io.forebay.engine.ledger.OwedFiles.Settled;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what one job's loads owe by AFTER LOAD, some of it at a time, so that loading goes on. Goes over all that is owed
 * in the order of the loads; what fails is left for the next time round, and keeps none of the others back. Used by the
 * one who has the job's turn, except {@link #due}, {@link #more} and {@link #trouble}.
 */
final class JobConsumption {
    private static final Logger log = LoggerFactory.getLogger(JobConsumption.class);

    static final Duration NEVER = Duration.ofDays(365);

    /** What is told to the ledger at once. */
    private static final int BATCH = 256;
    /** What the store is asked for at once. */
    private static final int AT_ONCE = 8;
    /** After this long, and what is under way then, a load may have its turn. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration TOLD_AGAIN = Duration.ofHours(1);

    private final JobRecord job;
    private final OwedFiles owed;
    private final Consumption consumption;
    private final JobNumbers numbers;
    private final JobLedger jobLedger;
    private final Duration firstPause;

    private Place place = Place.START;
    /** Whether something failed since the start. */
    private boolean failed;

    private long fence = -1;
    private Duration pause;
    private volatile long pausedUntil = System.nanoTime();
    /** Whether something may be owed that the walk that runs does not come by. */
    private volatile boolean more = true;
    /** Whether a walk runs. */
    private volatile boolean walking;

    private volatile String trouble = "";
    private String told = "";
    private long toldAt;

    /** @param pause the first, after a failure; the next ones are longer */
    JobConsumption(
            JobRecord job,
            OwedFiles owed,
            Consumption consumption,
            JobNumbers numbers,
            JobLedger jobLedger,
            Duration pause) {
        this.job = job;
        this.owed = owed;
        this.consumption = consumption;
        this.numbers = numbers;
        this.jobLedger = jobLedger;
        this.firstPause = pause;
        this.pause = pause;
    }

    /** How long until there is something to do; {@link #NEVER} when nothing is owed. */
    Duration due() {
        if (!more && !walking) {
            return NEVER;
        }
        Duration left = Duration.ofNanos(pausedUntil - System.nanoTime());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Something may be owed that was not, or is to be tried again: at once. */
    void more() {
        more = true;
        pausedUntil = System.nanoTime();
    }

    /** Nothing can be done for a while. */
    void later(Duration wait) {
        pausedUntil = System.nanoTime() + wait.toNanos();
    }

    /** The job may have loaded something. */
    void loaded() {
        more = true;
    }

    /** What keeps the job from it; empty for nothing. */
    String trouble() {
        return trouble;
    }

    /** Does all that can be done now, from the first on. */
    void all(Lease lease, BooleanSupplier ends) {
        walking = false;
        more();
        while (due().isZero() && !ends.getAsBoolean()) {
            some(lease, ends);
        }
    }

    /**
     * Does some of it, when it is time.
     *
     * @throws ForebayException LEASE_LOST, or CANCELLED when the thread was interrupted; other troubles are told and waited for
     */
    void some(Lease lease, BooleanSupplier ends) {
        if (lease.fence() != fence) {
            fence = lease.fence();
            place = Place.START;
            more = true;
        }
        long end = System.nanoTime() + SLICE.toNanos();
        try {
            while (due().isZero() && !ends.getAsBoolean() && System.nanoTime() - end < 0) {
                batch(lease, end);
            }
            numbers.owes(new JobStatus.Owing(owed.count(job.id(), false), owed.count(job.id(), true)));
        } catch (ForebayException e) {
            if (e.is(CommonError.LEASE_LOST) || e.is(CommonError.CANCELLED)) {
                throw e;
            }
            await(e);
        }
    }

    private void batch(Lease lease, long end) {
        if (!walking) {
            walking = true;
            more = false;
            failed = false;
            place = Place.START;
        }
        String scheme = ObjectUri.parse(job.source()).scheme();
        consumption.checking(lease);
        List<OwedFile> files = owed.next(lease, scheme, place, BATCH);
        if (files.isEmpty()) {
            walking = false;
            if (failed) {
                more = true;
                pause();
            } else {
                pause = firstPause;
                trouble = "";
                told = "";
            }
            return;
        }
        Settled settled = new Settled();
        List<ForebayException> failures = new ArrayList<>();
        int tried = work(files, settled, failures, end);
        if (!settled.isEmpty()) {
            owed.settle(lease, settled);
            tell(settled);
        }
        for (ForebayException failure : failures) {
            if (failure.is(CommonError.LEASE_LOST)) {
                throw failure;
            }
        }
        OwedFile last = files.get(tried - 1);
        place = new Place(last.queryId(), last.place());
        if (!failures.isEmpty()) {
            failed = true;
            tell(failures.get(0));
        }
        if (failures.size() == tried) {
            pause();
        } else {
            pause = firstPause;
        }
    }

    /**
     * @param settled gets what became of those that did not fail
     * @param end when to begin no more
     * @return how many were tried, from the first on; when the store refuses some one after the other, no more are
     */
    private int work(List<OwedFile> files, Settled settled, List<ForebayException> failures, long end) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, files.size()), this::thread);
        try {
            int tried = 0;
            do {
                List<OwedFile> some = files.subList(tried, Math.min(tried + AT_ONCE, files.size()));
                for (Future<Consumer<Settled>> result :
                        threads.invokeAll(some.stream().map(this::task).toList())) {
                    result(result, settled, failures);
                }
                tried += some.size();
            } while (tried < files.size() && failures.size() < tried && System.nanoTime() - end < 0);
            return tried;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted while objects were taken out", e);
        } finally {
            end(threads);
        }
    }

    /** Returns when nothing of it goes on: what an interrupt has ended must not delete after a user's REMOVE. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "after-load-" + job.name());
        thread.setDaemon(true);
        return thread;
    }

    private Callable<Consumer<Settled>> task(OwedFile file) {
        return () -> consumption.of(file);
    }

    private static void result(Future<Consumer<Settled>> result, Settled settled, List<ForebayException> failures)
            throws InterruptedException {
        try {
            result.get().accept(settled);
        } catch (ExecutionException e) {
            failures.add(
                    e.getCause() instanceof ForebayException known
                            ? known
                            : new ForebayException(
                                    CommonError.INTERNAL, "AFTER LOAD failed by a defect: " + e.getCause(), e));
        }
    }

    private void tell(Settled settled) {
        log.info(
                "took out of the store job={} deleted={} moved={} gone={} left={} refused={}",
                job.name(),
                settled.count(Outcome.DELETED),
                settled.count(Outcome.MOVED),
                settled.count(Outcome.GONE),
                settled.count(Outcome.LEFT),
                settled.refusals());
    }

    private void await(ForebayException e) {
        failed = true;
        tell(e);
        pause();
    }

    private void pause() {
        pausedUntil = System.nanoTime() + pause.toNanos();
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    /** The same kind of trouble once an hour: each file has its own message. */
    private void tell(ForebayException e) {
        trouble = String.valueOf(e.getMessage());
        boolean again = System.nanoTime() - toldAt > TOLD_AGAIN.toNanos();
        if (e.code().name().equals(told) && !again) {
            return;
        }
        told = e.code().name();
        toldAt = System.nanoTime();
        if (e.is(CommonError.INTERNAL)) {
            log.error("AFTER LOAD failed by a defect, trying again job={}", job.name(), e);
        } else {
            log.warn("AFTER LOAD cannot be done now, trying again job={} reason={}", job.name(), trouble);
        }
        try {
            jobLedger.tell(job.id(), "AFTER LOAD cannot be done now, it is tried again: " + trouble);
        } catch (ForebayException also) {
            log.warn("a job's message could not be recorded job={} reason={}", job.name(), also.getMessage());
        }
    }
}
