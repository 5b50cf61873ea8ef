package io.forebay.engine.migrate;

import io.forebay.engine.ledger.Again;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.UUID;

/** The steps HELD and LEFT, and the way back: what is done in the warehouse that a job leaves. */
final class Departure {
    private static final String CHANGED = "SELECT max(change_id) FROM forebay.job_state WHERE job_id = $1";

    private final Side side;
    private final String holder;
    private final MoveStep.Listener steps;

    /** @param holder what this process is called in the ledger */
    Departure(Side side, String holder, MoveStep.Listener steps) {
        this.side = side;
        this.holder = holder;
        this.steps = steps;
    }

    /**
     * Takes the job from whoever has it, and switches it off.
     *
     * @param to the other warehouse, for people
     */
    Move hold(MovingJob job, String to) {
        UUID id = UUID.randomUUID();
        Move held = Again.whileInConflict(Side.ATTEMPTS, () -> {
            Move[] done = new Move[1];
            side.ledger()
                    .write(
                            connection -> done[0] = hold(connection, job, id, to),
                            () -> Move.done(side, id, Move.Step.HELD),
                            "holding job " + job.name());
            return done[0];
        });
        steps.reached(MoveStep.HELD);
        return held;
    }

    /**
     * The lease comes first, as in all changes of a job. With the number no change commits beside this one, also none that
     * leaves the lease as it is: what is looked at after it is the newest that there is.
     */
    private Move hold(WarehouseConnection connection, MovingJob job, UUID id, String to) {
        connection.execute(
                "UPDATE forebay.job_lease SET holder = $1, fence = fence + 1, checks = checks + 1 WHERE job_id = $2",
                holder,
                job.id());
        long changeId = side.ledger().ids().within(connection);
        checkUnaltered(connection, job);
        long changed = Side.number(connection, CHANGED, job.id());
        boolean auto = Move.ofJob(connection, job.id(), Move.Step.HELD).stream()
                .findFirst()
                .filter(before -> before.changeId() == changed)
                .map(Move::wasAuto)
                .orElseGet(() -> auto(connection, job.id()));
        long fence = Side.number(connection, "SELECT fence FROM forebay.job_lease WHERE job_id = $1", job.id());
        Move held = new Move(id, Move.Step.HELD, job.id(), 0, 0, holder, fence, changeId, auto, to);
        side.state(connection, job.id(), changeId, false, false);
        held.add(connection, side.clock().instant());
        side.tell(
                connection,
                job.id(),
                "is switched off to move to " + to + ": run forebay migrate-ledger again if it did not end");
        steps.reached(MoveStep.BEFORE_HELD);
        return held;
    }

    private static void checkUnaltered(WarehouseConnection connection, MovingJob job) {
        long same = Side.number(
                connection,
                "SELECT count(*) FROM forebay.current_job WHERE job_id = $1 AND change_id = $2",
                job.id(),
                job.definition().changeId());
        if (same != 1) {
            throw new ForebayException(
                            CommonError.WRONG_STATE, "copy job \"" + job.name() + "\" was altered or dropped meanwhile")
                    .withHint("Nothing of it has moved.");
        }
    }

    private static boolean auto(WarehouseConnection connection, long jobId) {
        try (Query query = connection.prepare("SELECT is_auto FROM forebay.current_job WHERE job_id = $1");
                Rows rows = query.execute(List.of(jobId))) {
            return rows.next() && rows.booleanAt(0);
        }
    }

    /**
     * Drops the job, unless something was done to it since it was held.
     *
     * @return LEFT
     * @throws ForebayException LEASE_LOST when something was: the copy is worth nothing
     */
    Move leave(MovingJob job, Move held, Move copied, String to) {
        Move left = Again.whileInConflict(Side.ATTEMPTS, () -> {
            Move[] done = new Move[1];
            side.ledger()
                    .write(
                            connection -> done[0] = leave(connection, job, held, copied, to),
                            () -> Move.done(side, held.id(), Move.Step.LEFT),
                            "dropping job " + job.name());
            return done[0];
        });
        steps.reached(MoveStep.LEFT);
        return left;
    }

    private Move leave(WarehouseConnection connection, MovingJob job, Move held, Move copied, String to) {
        boolean mine = letGo(connection, held);
        long changeId = side.ledger().ids().within(connection);
        if (!mine || changed(connection, held)) {
            throw new ForebayException(
                            CommonError.LEASE_LOST,
                            "copy job \"" + job.name() + "\" was run or altered in " + side.name()
                                    + " while it moved; it stays there")
                    .withHint("See that nobody uses it there.");
        }
        Move left = new Move(
                held.id(),
                Move.Step.LEFT,
                job.id(),
                copied.jobId(),
                copied.shift(),
                held.holder(),
                held.fence(),
                changeId,
                held.wasAuto(),
                to);
        connection.execute("DELETE FROM forebay.job_owed WHERE job_id = $1", job.id());
        side.state(connection, job.id(), left.changeId(), false, true);
        left.add(connection, side.clock().instant());
        side.tell(connection, job.id(), "has moved to " + left.warehouse() + ", where it is job " + left.otherJobId());
        steps.reached(MoveStep.BEFORE_LEFT);
        return left;
    }

    /** Whether somebody has altered or dropped the job since it was held. */
    private static boolean changed(WarehouseConnection connection, Move held) {
        return Side.number(connection, CHANGED, held.jobId()) != held.changeId();
    }

    private static boolean letGo(WarehouseConnection connection, Move held) {
        return connection.execute(
                        "UPDATE forebay.job_lease SET holder = '', fence = fence + 1, checks = checks + 1"
                                + " WHERE job_id = $1 AND holder = $2 AND fence = $3",
                        held.jobId(),
                        held.holder(),
                        held.fence())
                == 1;
    }

    /**
     * The job is as it was before it was held, and goes on here: what could not be copied is not to rest, and neither is what
     * another server has taken meanwhile. What somebody has altered since stays as that.
     */
    void release(Move held) {
        Again.whileInConflict(Side.ATTEMPTS, () -> side.ledger().write(connection -> release(connection, held)));
    }

    private void release(WarehouseConnection connection, Move held) {
        letGo(connection, held);
        long changeId = side.ledger().ids().within(connection);
        if (!changed(connection, held)) {
            side.state(connection, held.jobId(), changeId, held.wasAuto(), false);
            side.tell(connection, held.jobId(), "could not move to " + held.warehouse() + ", and goes on here");
        }
    }
}
