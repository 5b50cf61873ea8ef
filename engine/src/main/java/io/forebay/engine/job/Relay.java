package io.forebay.engine.job;

import io.forebay.engine.discover.Owed;
import io.forebay.engine.ledger.JobSignals;
import io.forebay.spi.store.StoredObject;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Tells the server that has a job of objects that this one was told of, until the ledger has them: only then is this
 * server's watch done with them, so that nothing is lost whichever of the two ends. Used by one thread.
 */
final class Relay {
    /** After this long all that the ledger still has not is told again. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final long jobId;
    private final JobShare share;
    private final JobSignals signals;
    private final UnaryOperator<List<StoredObject>> unsettled;
    private final Duration pause;
    private String toldTo = "";
    private long askDue = System.nanoTime();
    private long tellDue = System.nanoTime();

    /**
     * @param unsettled gives those of some objects that the job is not done with
     * @param pause between two questions to the ledger
     */
    Relay(long jobId, Peers peers, UnaryOperator<List<StoredObject>> unsettled, Duration pause) {
        this.jobId = jobId;
        this.share = peers.share();
        this.signals = peers.signals();
        this.unsettled = unsettled;
        this.pause = pause;
    }

    /**
     * A watch has begun that others share: what was told before may have been taken for nobody's.
     *
     * @return false when it is not known yet who has the job
     */
    boolean begun() {
        if (share.holder(jobId).isEmpty()) {
            return false;
        }
        signals.list(jobId);
        return true;
    }

    /** Tells of the new ones, of all when it is time, and settles what the ledger has. @param owed all, the new among them */
    void pass(Owed owed, List<StoredObject> news) {
        long now = System.nanoTime();
        if (!owed.isEmpty() && askDue - now <= 0) {
            askDue = now + pause.toNanos();
            owed.settleAllBut(unsettled.apply(owed.objects()));
        }
        String holder = share.holder(jobId);
        boolean all = tellDue - now <= 0 || !holder.equals(toldTo);
        List<StoredObject> told = all ? owed.objects() : news;
        if (holder.isEmpty()) {
            return;
        }
        if (!told.isEmpty()) {
            toldTo = "";
            signals.arrived(jobId, told);
        }
        toldTo = holder;
        tellDue = all ? now + AGAIN.toNanos() : tellDue;
    }
}
