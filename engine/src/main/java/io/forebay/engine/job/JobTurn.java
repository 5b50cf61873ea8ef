package io.forebay.engine.job;

import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Lease;
import io.forebay.engine.ledger.Leases;
import io.forebay.engine.ledger.Pause;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who works for a job now: its worker or the statement of a user, one at a time, and only while this server has the
 * job's lease. Thread-safe.
 */
final class JobTurn {
    private static final Logger log = LoggerFactory.getLogger(JobTurn.class);
    private static final long SLICE_MILLIS = 50;

    /** A job that another server has is waited for this long: what that one does with it has to end first. */
    private static final Duration HANDOVER = Duration.ofMinutes(1);
    /** How often the other server is asked for it. */
    private static final Duration ASKING = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final JobRecord job;
    private final Peers peers;
    private final Leases leases;
    private final Runnable cancelLoad;
    private final Runnable stale;
    private final ReentrantLock turn = new ReentrantLock(true);
    /** The user's statement that has the turn. */
    private @Nullable Run run;

    private volatile @Nullable Lease lease;
    private volatile boolean retired;
    private final Runnable given;
    /** Whether another server has asked for the job. */
    private volatile boolean asked;
    /** Whether it is to be let go of because others have fewer. */
    private volatile boolean offered;

    private record Run(Thread thread, BooleanSupplier ends) {}

    /**
     * @param cancelLoad ends what the job loads; from any thread
     * @param stale is told when the ledger has another definition of the job
     * @param given is told when the job was let go of for another server
     */
    JobTurn(JobRecord job, Peers peers, Runnable cancelLoad, Runnable stale, Runnable given) {
        this.job = job;
        this.peers = peers;
        this.leases = peers.leases();
        this.cancelLoad = cancelLoad;
        this.stale = stale;
        this.given = given;
    }

    /** Does the worker's part; empty when another server has the job. */
    <T> Optional<T> work(Function<Lease, T> part) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (lease == null && !peers.share().open(job.id())) {
                return Optional.empty();
            }
            Optional<Lease> held = take();
            return held.isEmpty() ? Optional.empty() : Optional.of(part.apply(held.get()));
        } catch (ForebayException e) {
            throw noted(e);
        } finally {
            turn.unlock();
            giveIfAsked();
        }
    }

    /**
     * Does the part of a user's statement, after what the job is doing already. A job that another server has is asked
     * for, and comes when that one has done with it what it is doing.
     *
     * @param cancelled whether the user has asked to end the statement
     * @param keep whether the lease is kept, because a worker goes on with it
     * @throws ForebayException CANCELLED; WRONG_STATE when another server goes on having the job
     */
    <T> T statement(BooleanSupplier cancelled, BooleanSupplier keep, Function<Lease, T> part) {
        BooleanSupplier ends = () -> retired || cancelled.getAsBoolean();
        await(ends);
        try {
            begin(new Run(Thread.currentThread(), ends));
            throwIf(ends);
            return part.apply(awaitLease(ends));
        } catch (ForebayException e) {
            throw noted(e);
        } finally {
            end(ends);
            if (!keep.getAsBoolean()) {
                letGo();
            }
            turn.unlock();
            giveIfAsked();
        }
    }

    private Lease awaitLease(BooleanSupplier ends) {
        long end = System.nanoTime() + HANDOVER.toNanos();
        long ask = System.nanoTime();
        while (true) {
            Optional<Lease> held = take();
            if (held.isPresent()) {
                peers.share().wanted(job.id());
                return held.get();
            }
            long now = System.nanoTime();
            if (!leases.shared() || now - end >= 0) {
                throw elsewhere();
            }
            if (now - ask >= 0) {
                peers.signals().ask(job.id());
                ask = now + ASKING.toNanos();
            }
            throwIf(ends);
            Pause.of(LOOK);
        }
    }

    private void await(BooleanSupplier ends) {
        try {
            while (!turn.tryLock(SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
                throwIf(ends);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted while waiting for the job's turn", e);
        }
    }

    private static void throwIf(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw ForebayException.cancelled();
        }
    }

    private Optional<Lease> take() {
        if (lease == null) {
            Optional<Leases.Taken> taken = leases.take(job.id());
            if (taken.isPresent() && taken.get().changeId() != job.definition().changeId()) {
                stale.run();
                return Optional.empty();
            }
            lease = taken.map(Leases.Taken::lease).orElse(null);
        }
        return Optional.ofNullable(lease);
    }

    private ForebayException noted(ForebayException e) {
        if (e.is(CommonError.LEASE_LOST)) {
            lease = null;
        }
        return e;
    }

    private ForebayException elsewhere() {
        String who =
                leases.other(job.id()).map(server -> "the server on " + server).orElse("another server");
        return new ForebayException(CommonError.WRONG_STATE, "copy job \"" + job.name() + "\" is worked for by " + who)
                .withHint("It was asked for the job and has not let go of it: a long load may run."
                        + " Run the statement again, or there.");
    }

    /** Whether this server has the job, as far as it knows. */
    boolean holds() {
        return lease != null;
    }

    /** Lets go of the job for another server: now, or when what has its turn has ended. */
    void give() {
        asked = true;
        giveIfAsked();
    }

    /** Lets go of the job for another server, unless something has its turn. @return whether it was let go of */
    boolean offer() {
        return lease != null && letGoForOther();
    }

    /** The same when that has its turn has ended; or no more. */
    void offerSoon(boolean yes) {
        offered = yes;
        giveIfAsked();
    }

    private void giveIfAsked() {
        while ((asked || offered) && letGoForOther()) {
            log.debug("nothing more is asked for job={}", job.name());
        }
    }

    private boolean letGoForOther() {
        if (turn.isHeldByCurrentThread() || !turn.tryLock()) {
            return false;
        }
        try {
            String why = asked ? "another server asks for it" : "others have fewer";
            asked = false;
            offered = false;
            if (lease == null && !(peers.share().has(job.id()) && take().isPresent())) {
                return true;
            }
            log.info("let go of a job job={} reason={}", job.name(), why);
            peers.share().given(job.id());
            letGo();
            given.run();
            return true;
        } finally {
            turn.unlock();
        }
    }

    /** The worker has ended: other servers may have the job, unless a statement has the turn, which lets go itself. */
    void rest() {
        if (turn.tryLock()) {
            try {
                letGo();
            } finally {
                turn.unlock();
            }
        }
    }

    private void letGo() {
        Lease held = lease;
        if (held == null || !leases.shared()) {
            return;
        }
        lease = null;
        try {
            leases.give(held);
        } catch (ForebayException e) {
            log.info("a job stays with this server job={} reason={}", job.name(), e.getMessage());
        }
    }

    /** Ends the statement that has the turn when its user has asked for that, and nothing else; from any thread. */
    void cancel() {
        synchronized (turn) {
            if (run != null && run.ends.getAsBoolean()) {
                cancelLoad.run();
                run.thread.interrupt();
            }
        }
    }

    private void begin(Run begun) {
        synchronized (turn) {
            run = begun;
        }
    }

    /** What interrupted the statement must not reach what its session does next. */
    private void end(BooleanSupplier ends) {
        synchronized (turn) {
            run = null;
            if (ends.getAsBoolean()) {
                Thread.interrupted();
            }
        }
    }

    /** Ends all statements, now and later, and waits for the one that has the turn. */
    void retire() {
        retired = true;
        try {
            while (!turn.tryLock(SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
                cancelLoad.run();
                cancel();
            }
            turn.unlock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
