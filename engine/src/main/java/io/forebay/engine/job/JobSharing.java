package io.forebay.engine.job;

import io.forebay.engine.ledger.Holders;
import io.forebay.engine.ledger.JobSignals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Shares the jobs with the other servers of the warehouse: looks who has which, expels servers that are gone, tries what
 * is free, does what others ask, and lets go of jobs when others have fewer. Waits for no load. One thread runs it.
 */
final class JobSharing implements Runnable {
    /** So many jobs are let go of at a time. */
    private static final int AT_ONCE = 8;

    private final Peers peers;
    private final Supplier<Collection<JobWorker>> workers;

    JobSharing(Peers peers, Supplier<Collection<JobWorker>> workers) {
        this.peers = peers;
        this.workers = workers;
    }

    @Override
    public void run() {
        Holders now = peers.leases().holders();
        peers.leases().expel(now);
        Map<Long, JobWorker> all = new HashMap<>();
        workers.get().forEach(worker -> all.put(worker.jobId(), worker));
        for (long jobId : peers.share().update(now, all.keySet())) {
            Objects.requireNonNull(all.get(jobId)).free();
        }
        for (JobSignals.Told told : peers.signals()
                .take(jobId -> all.containsKey(jobId) && peers.share().has(jobId))) {
            answer(Objects.requireNonNull(all.get(told.jobId())), told);
        }
        balance(all.values());
    }

    private static void answer(JobWorker worker, JobSignals.Told told) {
        if (told.list() || !told.arrived().isEmpty()) {
            worker.wakeIfAuto(told.list() ? List.of() : told.arrived());
        }
        if (told.give()) {
            worker.give();
        }
    }

    private void balance(Collection<JobWorker> all) {
        if (peers.share().waits()) {
            return;
        }
        int left = Math.min(AT_ONCE, peers.share().tooMany());
        List<JobWorker> busy = new ArrayList<>();
        for (JobWorker worker : all) {
            if (left > 0 && peers.share().movable(worker.jobId()) && worker.offer()) {
                left--;
            } else {
                busy.add(worker);
            }
        }
        for (JobWorker worker : busy) {
            boolean soon = left > 0 && peers.share().movable(worker.jobId());
            worker.offerSoon(soon);
            left -= soon ? 1 : 0;
        }
    }
}
