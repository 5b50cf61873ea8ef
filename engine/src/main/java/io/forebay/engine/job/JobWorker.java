package io.forebay.engine.job;

import io.forebay.engine.discover.Arrivals;
import io.forebay.engine.discover.Owed;
import io.forebay.engine.discover.ScanPace;
import io.forebay.engine.ledger.JobLedger;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Lease;
import io.forebay.engine.load.Stores;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job: its thread while it is AUTO ON, and its {@link JobTurn}. Thread-safe. */
final class JobWorker {
    private static final Logger log = LoggerFactory.getLogger(JobWorker.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int CLOSE_ATTEMPTS = 3;
    /** What is told within this time is passed on at once to the server that has the job. */
    private static final Duration GATHER = Duration.ofMillis(100);

    private final JobRecord job;
    private final String table;
    private final ObjectStore store;
    private final Watched watched;
    private final JobLoads loads;
    private final JobLedger jobLedger;
    private final JobSettings settings;

    private final JobTurn turn;
    private final JobConsumption consumption;
    private final Duration leasePause;
    private final Relay relay;
    private final Clock clock;
    private final JobChannels channels;
    private final Arrivals arrivals;
    private volatile boolean stopped;
    private volatile boolean retired;
    private volatile boolean leaving;

    private volatile @Nullable Thread thread;
    private volatile String lastTrouble = "";
    /** Whether the next scan has to list the whole prefix: something was lost, or is to load again. The worker's. */
    private boolean wholeOwed;

    /** Whether others may not know yet that this server takes in what a queue tells. The worker's. */
    private boolean watchBegun;

    /** When the next listing is due, whatever is told until then: {@link System#nanoTime}. */
    private long scanDue;

    /** When the last listing that came to its end began. */
    private volatile @Nullable Instant listed;

    /**
     * @param store holds what is watched
     * @param stores what AFTER LOAD is done in
     * @param stale is told when the ledger has another definition of the job
     */
    JobWorker(
            JobRecord job,
            String table,
            ObjectStore store,
            Stores stores,
            Watched watched,
            JobLoads loads,
            JobLedger jobLedger,
            JobLoads.Shared shared,
            Runnable stale) {
        this.job = job;
        this.table = table;
        this.store = store;
        this.watched = watched;
        this.arrivals = new Arrivals(watched::has);
        this.loads = loads;
        this.jobLedger = jobLedger;
        this.settings = shared.settings();
        this.turn = new JobTurn(job, shared.peers(), loads::cancel, stale, this::free);
        this.consumption = new JobConsumption(
                job,
                shared.owed(),
                new Consumption(
                        job,
                        stores,
                        shared.steps(),
                        new FreshLease(shared.peers().leases())),
                loads.numbers(),
                jobLedger,
                shared.settings().pollInterval());
        this.clock = shared.clock();
        this.channels = shared.channels();
        this.leasePause = shared.peers().share().look();
        this.relay = new Relay(job.id(), shared.peers(), loads::unsettled, leasePause);
    }

    /** Starts to look for files by itself. @param spread whether other jobs start with it, so that it waits a little */
    synchronized void start(boolean spread) {
        if (thread == null && !retired) {
            stopped = false;
            leaving = false;
            wholeOwed = true;
            Thread worker = new Thread(() -> run(spread), "job-" + job.name());
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
        turn.rest();
    }

    /** Ends everything the job does, also the statements of users, and waits for it. */
    void retire() {
        retired = true;
        stop();
        turn.retire();
    }

    /** COPY JOB RUN: looks once, loads what is new and does what that owes, after what the job is doing already. */
    JobRun runOnce(BooleanSupplier cancelled) {
        return statement(cancelled, lease -> {
            try {
                loads.lookAtAll();
                BooleanSupplier ends = () -> retired || cancelled.getAsBoolean();
                JobLoads.Totals totals;
                try {
                    totals = scan(lease, true, ends);
                } catch (ForebayException left) {
                    consumeBeside(left, lease, ends);
                    throw left;
                }
                consumption.all(lease, ends);
                return new JobRun(table, totals.rows, totals.rejected, totals.files, totals.failed, loads.waitsFor());
            } finally {
                loads.numbers().at(thread == null ? JobStatus.State.OFF : JobStatus.State.WAITING);
                if (thread == null) {
                    loads.rest();
                }
            }
        });
    }

    /** A file that could not be loaded keeps none that was from being taken out. */
    private void consumeBeside(ForebayException left, Lease lease, BooleanSupplier ends) {
        if (left.is(CommonError.LEASE_LOST) || left.is(CommonError.CANCELLED)) {
            return;
        }
        try {
            consumption.all(lease, ends);
        } catch (ForebayException e) {
            left.addSuppressed(e);
        }
    }

    private JobLoads.Totals scan(Lease lease, boolean whole, BooleanSupplier ends) {
        Instant begun = clock.instant();
        JobLoads.Totals totals = loads.scan(lease, whole, ends);
        listed = begun;
        return totals;
    }

    /** Has these objects looked at soon, whatever the listings come to; all of the prefix when there are none. */
    void wake(List<StoredObject> objects) {
        arrivals.wake(objects);
    }

    long jobId() {
        return job.id();
    }

    /** The same, when the job is automatic. */
    void wakeIfAuto(List<StoredObject> objects) {
        if (thread != null) {
            arrivals.wake(objects);
        }
    }

    /** No other server has the job any more. */
    void free() {
        if (!turn.holds()) {
            wakeIfAuto(List.of());
        }
    }

    /** Lets go of the job for a statement on another server, when what has its turn has ended. */
    void give() {
        turn.give();
    }

    /** Lets go of an automatic job that does nothing now, as others have fewer. @return whether it was let go of */
    boolean offer() {
        return thread != null && turn.offer();
    }

    /** Has an automatic job let go of when what it does now has ended, or no more. */
    void offerSoon(boolean yes) {
        turn.offerSoon(yes && thread != null);
    }

    /** What the job knows of and has not loaded. */
    JobStatus.Backlog backlog() {
        return loads.backlog().plus(arrivals.size());
    }

    /** What a manifest waits for; empty when it waits for nothing. */
    Optional<String> waitsFor(ObjectUri manifest) {
        return loads.waitsFor(manifest);
    }

    /** What the manifest waits for that has waited longest; empty when none waits. */
    Optional<String> waitsFor() {
        return loads.waitsFor();
    }

    /** What the job is doing. */
    JobActivity activity() {
        return new JobActivity(listed, lastTrouble, consumption.trouble());
    }

    /** Something that AFTER LOAD asks for is to be tried again. */
    void consumeSoon() {
        consumption.more();
        arrivals.wake();
    }

    /** Does the part of a user's statement when the job's turn has come. */
    <T> T statement(BooleanSupplier cancelled, Function<Lease, T> part) {
        return turn.statement(cancelled, () -> thread != null, part);
    }

    /** Ends the statement that has the turn when its user has asked for that, and nothing else; from any thread. */
    void cancel() {
        turn.cancel();
    }

    private void run(boolean spread) {
        Optional<StoreWatch> watch = Optional.empty();
        try {
            loads.numbers().at(JobStatus.State.WAITING);
            watch = watch();
            watch.ifPresent(opened -> channels.add(job.id(), opened));
            watchBegun = watch.filter(opened -> !opened.channel().isEmpty()).isPresent();
            Duration first = spread ? ScanPace.atStart(settings.pollInterval()) : Duration.ZERO;
            scanDue = System.nanoTime() + first.toNanos();
            loop(watch.isPresent());
        } catch (InterruptedException e) {
            log.debug("job was told to end job={}", job.name());
        } finally {
            leaving = true;
            loads.numbers().at(JobStatus.State.OFF);
            loads.rest();
            watch.ifPresent(this::close);
        }
    }

    /** The interrupt that ended the job must not keep its watch open; one more may come until {@link #leaving} is seen. */
    private void close(StoreWatch watch) {
        channels.remove(job.id(), watch);
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
            return store.watch(watched.prefix(), arrivals);
        } catch (RuntimeException | Error e) {
            trouble(e);
            return Optional.empty();
        }
    }

    private void loop(boolean watched) throws InterruptedException {
        Duration interval = watched ? settings.scanInterval() : settings.pollInterval();
        Duration pause = settings.pollInterval();
        Owed owed = new Owed(); // of what the next whole listing that leaves nothing out is done with
        Arrivals.Seen seen = next(owed);
        while (!stopped) {
            try {
                if (seen.scan() && !owed.isEmpty()) {
                    owed.settleAllBut(loads.unsettled(owed.objects()));
                    wholeOwed = true;
                }
                Optional<JobLoads.Totals> totals = look(seen);
                pause = settings.pollInterval();
                if (totals.isEmpty()) {
                    loads.rest();
                    loads.numbers().at(JobStatus.State.ELSEWHERE);
                    owed.addAll(seen.owed());
                    seen = Arrivals.Seen.nothing();
                    awaitLease(owed);
                    continue;
                }
                boolean open = totals.get().unfinished > 0 || totals.get().open;
                if (seen.scan()) {
                    Duration wait = totals.get().unfinished > 0 ? min(settings.pollInterval(), interval) : interval;
                    scanDue = System.nanoTime()
                            + ScanPace.after(wait, totals.get().scanned).toNanos();
                } else {
                    wholeOwed = wholeOwed || open;
                }
                Owed done = seen.scan() ? owed : seen.owed();
                if (!open) {
                    done.settle();
                }
                owed.addAll(done);
                seen = next(owed);
            } catch (RuntimeException | Error e) {
                if (stopped) {
                    return;
                }
                owed.addAll(seen.owed());
                seen = Arrivals.Seen.nothing();
                if (e instanceof ForebayException lost && lost.is(CommonError.LEASE_LOST)) {
                    log.info("another server has taken the job over job={}", job.name());
                    loads.rest();
                    pause(leasePause, owed);
                    continue;
                }
                trouble(e);
                wholeOwed = true;
                pause(ScanPace.after(pause, Duration.ZERO), owed);
                pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
            }
        }
    }

    /**
     * Waits for news until a listing is due, which is then done whatever is told; does what is owed to the store
     * meanwhile. What the news is to settle is owed to the watch.
     */
    private Arrivals.Seen next(Owed owed) throws InterruptedException {
        while (true) {
            consume();
            Duration left = Duration.ofNanos(scanDue - System.nanoTime());
            if (left.isNegative()) {
                return Arrivals.Seen.nothing();
            }
            Duration pause = min(min(left, consumption.due()), loads.lookAgain().orElse(left));
            Arrivals.Seen seen = arrivals.await(pause, settings.waits().batch(), settings.batch());
            wholeOwed = wholeOwed || seen.scan();
            if (!seen.scan() && !seen.objects().isEmpty()) {
                return seen;
            }
            boolean early = System.nanoTime() - scanDue < 0;
            List<StoredObject> again = seen.scan() || !early ? List.of() : loads.dueAgain();
            if (!again.isEmpty()) {
                return new Arrivals.Seen(again, false, clock.instant(), seen.owed());
            }
            owed.addAll(seen.owed());
            if (seen.scan() || stopped || !early) {
                return Arrivals.Seen.nothing();
            }
        }
    }

    /** Does some of what is owed by AFTER LOAD, when it is time and this server has the job. */
    private void consume() throws InterruptedException {
        if (!consumption.due().isZero() || stopped) {
            return;
        }
        boolean mine = false;
        try {
            mine = turn.work(lease -> {
                        consumption.some(lease, () -> stopped);
                        return lease;
                    })
                    .isPresent();
        } catch (ForebayException e) {
            // The next look finds the lease lost, the warehouse away or the job stopped, and tells of it.
            log.debug("AFTER LOAD was broken off job={}", job.name(), e);
        } catch (RuntimeException | Error e) {
            log.error("AFTER LOAD failed by a defect job={}", job.name(), e);
        }
        if (!mine) {
            consumption.later(leasePause);
        }
    }

    /** Waits and lists then; what is told meanwhile may sort before what a scan lists, so that it is a whole one. */
    private void pause(Duration limit, Owed owed) throws InterruptedException {
        arrivals.pause(limit);
        Arrivals.Seen seen = arrivals.await(Duration.ZERO);
        wholeOwed = wholeOwed || seen.scan() || !seen.objects().isEmpty();
        owed.addAll(seen.owed());
    }

    /** Gives the other server time, and tells it of what this one is told. */
    private void awaitLease(Owed owed) throws InterruptedException {
        Arrivals.Seen seen = arrivals.await(leasePause, GATHER, settings.batch());
        wholeOwed = wholeOwed || seen.scan() || !seen.objects().isEmpty();
        List<StoredObject> news = seen.owed().objects();
        owed.addAll(seen.owed());
        watchBegun = watchBegun && !relay.begun();
        relay.pass(owed, news);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Empty when another server has the job. */
    private Optional<JobLoads.Totals> look(Arrivals.Seen seen) throws InterruptedException {
        return turn.work(lease -> {
            try {
                JobLoads.Totals totals = seen.scan()
                        ? scan(lease, wholeOwed, () -> stopped)
                        : loads.loadNew(lease, seen.objects(), seen.since(), () -> stopped);
                wholeOwed = wholeOwed && !seen.scan();
                lastTrouble = "";
                loads.numbers().well();
                return totals;
            } finally {
                consumption.loaded();
                loads.numbers().at(JobStatus.State.WAITING);
            }
        });
    }

    private void trouble(Throwable e) {
        String message = e instanceof ForebayException ? String.valueOf(e.getMessage()) : String.valueOf(e);
        loads.numbers().trouble(message);
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
        } catch (RuntimeException | Error also) {
            log.warn("a job's message could not be recorded job={} reason={}", job.name(), also.getMessage());
        }
    }
}
