package io.forebay.engine.job;

import io.forebay.engine.discover.Arrivals;
import io.forebay.engine.ledger.JobLedger;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job: its turn-taking, and its thread while it is AUTO ON. Thread-safe. */
final class JobWorker {
    private static final Logger log = LoggerFactory.getLogger(JobWorker.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int CLOSE_ATTEMPTS = 3;

    private final JobRecord job;
    private final String table;
    private final ObjectStore store;
    private final JobLoads loads;
    private final JobLedger jobLedger;
    private final JobSettings settings;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Arrivals arrivals = new Arrivals();
    private volatile boolean stopped;
    private volatile boolean retired;
    private volatile boolean leaving;
    /** The user's RUN that has the turn. */
    private @Nullable Run run;

    private record Run(Thread thread, BooleanSupplier ends) {}

    private @Nullable Thread thread;
    private String lastTrouble = "";

    JobWorker(
            JobRecord job, String table, ObjectStore store, JobLoads loads, JobLedger jobLedger, JobSettings settings) {
        this.job = job;
        this.table = table;
        this.store = store;
        this.loads = loads;
        this.jobLedger = jobLedger;
        this.settings = settings;
    }

    /** Starts to look for files by itself. */
    synchronized void start() {
        if (thread == null && !retired) {
            stopped = false;
            leaving = false;
            Thread worker = new Thread(this::run, "job-" + job.name());
            worker.setDaemon(true);
            thread = worker;
            worker.start();
        }
    }

    /** Ends what {@link #start} began and waits for it; a load that runs is rolled back. */
    void stop() {
        Thread worker;
        synchronized (this) {
            worker = thread;
            thread = null;
            stopped = true;
        }
        arrivals.wake();
        if (worker == null) {
            return;
        }
        while (worker.isAlive()) {
            loads.cancel();
            if (!leaving) {
                worker.interrupt();
            }
            try {
                worker.join(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Ends everything the job does, also a RUN of a user, and waits for it. */
    void retire() {
        retired = true;
        stop();
        try {
            while (!turn.tryLock(50, TimeUnit.MILLISECONDS)) {
                loads.cancel();
                cancel();
            }
            turn.unlock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** COPY JOB RUN: looks once and loads what is new, after what the job is doing already. */
    JobRun runOnce(BooleanSupplier cancelled) {
        BooleanSupplier ends = () -> retired || cancelled.getAsBoolean();
        try {
            while (!turn.tryLock(50, TimeUnit.MILLISECONDS)) {
                throwIf(ends);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted while waiting for the job's turn", e);
        }
        try {
            beginRun(new Run(Thread.currentThread(), ends));
            throwIf(ends);
            JobLoads.Totals totals = loads.scan(ends);
            return new JobRun(table, totals.rows, totals.files, totals.failed);
        } finally {
            endRun(ends);
            turn.unlock();
        }
    }

    private static void throwIf(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new ForebayException(CommonError.CANCELLED, "canceling statement due to user request");
        }
    }

    /** Ends the RUN that has the turn when its user has asked for that, and nothing else; from any thread. */
    void cancel() {
        synchronized (turn) {
            if (run != null && run.ends.getAsBoolean()) {
                loads.cancel();
                run.thread.interrupt();
            }
        }
    }

    private void beginRun(Run begun) {
        synchronized (turn) {
            run = begun;
        }
    }

    /** What interrupted the RUN must not reach what its session does next. */
    private void endRun(BooleanSupplier ends) {
        synchronized (turn) {
            run = null;
            if (ends.getAsBoolean()) {
                Thread.interrupted();
            }
        }
    }

    private void run() {
        Optional<StoreWatch> watch = Optional.empty();
        try {
            watch = watch();
            loop(watch.isPresent());
        } catch (InterruptedException e) {
            log.debug("job was told to end job={}", job.name());
        } finally {
            leaving = true;
            watch.ifPresent(this::close);
        }
    }

    /** The interrupt that ended the job must not keep its watch open; one more may come until {@link #leaving} is seen. */
    private void close(StoreWatch watch) {
        for (int attempt = 0; attempt < CLOSE_ATTEMPTS; attempt++) {
            boolean interrupted = Thread.interrupted();
            try {
                watch.close();
                return;
            } catch (ForebayException e) {
                log.debug("a watch is closed again job={} interrupted={}", job.name(), interrupted, e);
            }
        }
        log.warn("a watch could not be closed job={}", job.name());
    }

    private Optional<StoreWatch> watch() {
        try {
            return store.watch(ObjectUri.parse(job.source()), arrivals);
        } catch (ForebayException e) {
            trouble(e);
            return Optional.empty();
        }
    }

    private void loop(boolean watched) throws InterruptedException {
        Duration interval = watched ? settings.scanInterval() : settings.pollInterval();
        Duration pause = settings.pollInterval();
        Arrivals.Seen seen = new Arrivals.Seen(java.util.List.of(), true);
        while (!stopped) {
            try {
                boolean again = look(seen);
                pause = settings.pollInterval();
                seen = next(
                        again && settings.pollInterval().compareTo(interval) < 0 ? settings.pollInterval() : interval);
            } catch (RuntimeException e) {
                if (stopped) {
                    return;
                }
                trouble(e);
                next(pause);
                seen = new Arrivals.Seen(java.util.List.of(), true);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** Waits; nothing told within the time is a reason to list. */
    private Arrivals.Seen next(Duration limit) throws InterruptedException {
        Arrivals.Seen seen = arrivals.await(limit);
        return seen.objects().isEmpty() ? new Arrivals.Seen(seen.objects(), true) : seen;
    }

    /** @return whether unfinished files are to be looked at again soon */
    private boolean look(Arrivals.Seen seen) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            JobLoads.Totals totals =
                    seen.scan() ? loads.scan(() -> stopped) : loads.loadNew(seen.objects(), () -> stopped);
            lastTrouble = "";
            return totals.unfinished > 0;
        } finally {
            turn.unlock();
        }
    }

    private void trouble(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (message.equals(lastTrouble)) {
            return;
        }
        lastTrouble = message;
        if (e instanceof ForebayException) {
            log.warn("job cannot load now, trying again job={} reason={}", job.name(), message);
        } else {
            log.error("job failed by a defect, trying again job={}", job.name(), e);
        }
        try {
            jobLedger.tell(job.id(), message);
        } catch (RuntimeException also) {
            log.warn("a job's message could not be recorded job={} reason={}", job.name(), also.getMessage());
        }
    }
}
