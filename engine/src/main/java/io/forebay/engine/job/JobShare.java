package io.forebay.engine.job;

import io.forebay.engine.ledger.Holders;
import io.forebay.engine.ledger.Leases;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which jobs this server may work for, as far as it knows without asking: those that no other has. Thread-safe. */
final class JobShare {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    /** A job that was let go of for another server, and that none has taken, stays here for so long. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Leases leases;
    /** Until when others have the first chance to take the job: {@link System#nanoTime}. */
    private final Map<Long, Long> resting = new ConcurrentHashMap<>();
    /** Until when the job is not let go of for the balance's sake. */
    private final Map<Long, Long> kept = new ConcurrentHashMap<>();

    /** Jobs that could not be tried when it was looked last. */
    private final Set<Long> closed = ConcurrentHashMap.newKeySet();

    private volatile Holders holders = Holders.UNKNOWN;

    JobShare(Leases leases) {
        this.leases = leases;
    }

    /** How often to look who has which job. */
    Duration look() {
        Duration part = leases.time().dividedBy(3);
        return part.compareTo(LONGEST_LOOK) < 0 ? part : LONGEST_LOOK;
    }

    /** Whether the job's worker may try to take it. */
    boolean open(long jobId) {
        return !rests(jobId) && !holders.hasOther(jobId, leases.holder());
    }

    private boolean rests(long jobId) {
        Long until = resting.get(jobId);
        return until != null && until - System.nanoTime() > 0;
    }

    /** Whether this server has the job, for all that the ledger told last. */
    boolean has(long jobId) {
        return holders.has(jobId, leases.holder());
    }

    /** Who has the job that is alive; empty for nobody. */
    String holder(long jobId) {
        return Objects.requireNonNullElse(holders.jobs().get(jobId), "");
    }

    /** The job was let go of so that another server takes it. */
    void given(long jobId) {
        resting.put(jobId, System.nanoTime() + 3 * look().toNanos());
        closed.add(jobId);
    }

    /** The job is wanted here now, whoever it was meant for. */
    void wanted(long jobId) {
        resting.remove(jobId);
    }

    /** Whether some that this server has let go of wait for others to take them. */
    boolean waits() {
        return !resting.isEmpty();
    }

    /** How many jobs to let go of, because others have fewer. */
    int tooMany() {
        kept.values().removeIf(until -> until - System.nanoTime() <= 0);
        return holders.tooMany(leases.holder());
    }

    /** Whether the job may be let go of for the balance's sake. */
    boolean movable(long jobId) {
        return has(jobId) && !kept.containsKey(jobId);
    }

    /**
     * Takes note of who has what now.
     *
     * @param those jobs
     * @return those of them that may be tried now and could not be before
     */
    Set<Long> update(Holders now, Set<Long> those) {
        holders = now;
        closed.retainAll(those);
        for (long jobId : List.copyOf(resting.keySet())) {
            if (now.hasOther(jobId, leases.holder())) {
                resting.remove(jobId);
            } else if (!rests(jobId)) {
                resting.remove(jobId);
                kept.put(jobId, System.nanoTime() + KEPT.toNanos());
            }
        }
        Set<Long> opened = new HashSet<>();
        for (long jobId : those) {
            if (!open(jobId)) {
                closed.add(jobId);
            } else if (closed.remove(jobId)) {
                opened.add(jobId);
            }
        }
        return opened;
    }
}
