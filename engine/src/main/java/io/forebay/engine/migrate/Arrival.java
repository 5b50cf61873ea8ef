package io.forebay.engine.migrate;

import io.forebay.engine.ledger.Again;
import io.forebay.engine.migrate.Move.Step;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The steps RENUMBERED and ARRIVED: what was copied comes to work. */
final class Arrival {
    private final Side side;
    private final Target target;
    private final MoveStep.Listener steps;

    Arrival(Side side, Target target, MoveStep.Listener steps) {
        this.side = side;
        this.target = target;
        this.steps = steps;
    }

    /**
     * Has the job be at work here as it was there.
     *
     * @param former what it was here before it left
     * @return what was done to rows of users' tables, for people
     */
    List<String> of(MovingJob job, Move copied, Optional<Former> former) {
        List<String> changes = once(copied, Step.RENUMBERED, "renumbering rows of job " + job.name(), () -> {
            MovedRows rows = target.check(job);
            return connection -> renumber(connection, rows, copied, former);
        });
        once(copied, Step.ARRIVED, "switching job " + job.name() + " on", () -> connection -> {
            arrive(connection, job.name(), copied);
            return List.of();
        });
        return changes;
    }

    private interface Work {
        List<String> in(WarehouseConnection connection);
    }

    /** Does a step, unless it is done. @param work looks what is to be done, outside of the transaction */
    private List<String> once(Move copied, Step step, String what, Supplier<Work> work) {
        List<String> changes = Again.whileInConflict(Side.ATTEMPTS, () -> {
            List<String> done = new ArrayList<>();
            if (!Move.done(side, copied.id(), step)) {
                Work ready = work.get();
                side.ledger()
                        .write(
                                connection -> done.addAll(ready.in(connection)),
                                () -> Move.done(side, copied.id(), step),
                                what);
            }
            return done;
        });
        steps.reached(MoveStep.valueOf(step.name()));
        return changes;
    }

    /**
     * In a transaction of its own: it may take long and wait for users' transactions, and nobody that needs a number is to
     * wait for it.
     */
    private List<String> renumber(
            WarehouseConnection connection, MovedRows rows, Move copied, Optional<Former> former) {
        take(connection, copied, Target.FENCE);
        List<String> changes =
                rows.renumber(connection, copied.jobId(), new Former(copied.otherJobId(), copied.shift()), former);
        changes.forEach(change -> side.tell(connection, copied.jobId(), change));
        copied.then(Step.RENUMBERED, copied.changeId())
                .add(connection, side.clock().instant());
        steps.reached(MoveStep.BEFORE_RENUMBERED);
        return changes;
    }

    /** With the number, no server makes a job beside this: one of the two sees the other's name. See {@code JobLedger}. */
    private void arrive(WarehouseConnection connection, String name, Move copied) {
        take(connection, copied, Target.FENCE + 1);
        Move arrived = copied.then(Step.ARRIVED, side.ledger().ids().within(connection));
        Target.checkNew(connection, name);
        side.state(connection, arrived.jobId(), arrived.changeId(), arrived.wasAuto(), false);
        arrived.add(connection, side.clock().instant());
        side.tell(
                connection,
                arrived.jobId(),
                "has come from " + arrived.warehouse() + ", where it was job " + arrived.otherJobId()
                        + "; its numbers grew by " + arrived.shift());
        steps.reached(MoveStep.BEFORE_ARRIVED);
    }

    /** Of two runs at once, one does the step. */
    private static void take(WarehouseConnection connection, Move copied, long fence) {
        long mine = connection.execute(
                "UPDATE forebay.job_lease SET fence = fence + 1, checks = checks + 1"
                        + " WHERE job_id = $1 AND holder = '' AND fence = $2",
                copied.jobId(),
                fence);
        if (mine != 1) {
            throw new ForebayException(CommonError.CONFLICT, "another run does the same with job " + copied.jobId());
        }
    }
}
