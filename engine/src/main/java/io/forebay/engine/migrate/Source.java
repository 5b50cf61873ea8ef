package io.forebay.engine.migrate;

import io.forebay.engine.ledger.Leases;
import io.forebay.engine.ledger.Pause;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a move finds in the warehouse that a job leaves. */
final class Source {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Side side;
    private final Leases leases;

    Source(Side side, Leases leases) {
        this.side = side;
        this.leases = leases;
    }

    Optional<MovingJob> find(String name) {
        return side.read(connection -> MovingJob.find(connection, name));
    }

    /** The newest HELD of the job, if its lease is as that has left it. */
    Optional<Move> held(long jobId) {
        return side.read(connection -> Move.ofJob(connection, jobId, Move.Step.HELD).stream()
                .findFirst()
                .filter(held -> Side.number(
                                connection,
                                "SELECT count(*) FROM forebay.job_lease"
                                        + " WHERE job_id = $1 AND holder = $2 AND fence = $3",
                                jobId,
                                held.holder(),
                                held.fence())
                        == 1));
    }

    /**
     * Waits for a run that holds the job, until it is not heard of any more.
     *
     * @throws ForebayException WRONG_STATE when it lives
     */
    void awaitDeath(MovingJob job, Move held) {
        long end = System.nanoTime() + leases.time().multipliedBy(2).toNanos();
        Optional<Leases.Server> other = leases.other(job.id());
        while (other.isPresent() && held(job.id()).isPresent()) {
            if (System.nanoTime() > end) {
                throw new ForebayException(
                                CommonError.WRONG_STATE,
                                "copy job \"" + job.name() + "\" is being moved to " + held.warehouse()
                                        + " by the process on " + other.get())
                        .withHint("Let that one end.");
            }
            Pause.of(BETWEEN);
            other = leases.other(job.id());
        }
    }

    /** All attempts at moving the job that began here, but for one. */
    List<UUID> attempts(long jobId, UUID but) {
        return side.read(connection -> Move.ofJob(connection, jobId, Move.Step.HELD).stream()
                .map(Move::id)
                .filter(id -> !id.equals(but))
                .toList());
    }
}
