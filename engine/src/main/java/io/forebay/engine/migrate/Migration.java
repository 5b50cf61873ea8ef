package io.forebay.engine.migrate;

import io.forebay.engine.job.Host;
import io.forebay.engine.ledger.Again;
import io.forebay.engine.ledger.Leases;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.ServerName;
import io.forebay.engine.migrate.Move.Step;
import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Moves jobs from one warehouse to another, one after the other; the package's page says how. Not thread-safe. */
public final class Migration implements AutoCloseable {
    private final Side from;
    private final Side to;
    private final Source source;
    private final Departure departure;
    private final Target target;
    private final Arrival arrival;
    private final Leases leases;
    private final Presence presence;
    private final Progress progress;

    /**
     * The two warehouses; whoever has opened them closes them.
     *
     * @param fromName URL of the first without a password, for people
     * @param toName the same of the second
     */
    public record Warehouses(Warehouse from, String fromName, Warehouse to, String toName) {}

    /** @param lease how long other servers leave a job alone when this process is not heard of */
    public record Terms(Duration lease, Clock clock, Progress progress, MoveStep.Listener steps) {}

    private Migration(Side from, Side to, Leases leases, Terms terms) {
        this.from = from;
        this.to = to;
        this.source = new Source(from, leases);
        this.departure = new Departure(from, leases.holder(), terms.steps());
        this.target = new Target(to, terms.steps());
        this.arrival = new Arrival(to, target, terms.steps());
        this.progress = terms.progress();
        this.leases = leases;
        this.presence = Presence.begin(leases);
    }

    /**
     * Makes the ledger in the second warehouse if there is none, and lets the servers of the first know that this process is
     * there.
     *
     * @throws ForebayException when there is no ledger in the first, or a newer Forebay has made one of them
     */
    public static Migration open(Warehouses warehouses, Terms terms) {
        try (WarehouseConnection connection = warehouses.from().connect()) {
            if (Ledger.format(connection) == 0) {
                throw Planner.noLedger();
            }
        }
        ServerName process = ServerName.once();
        warehouses.from().identify(process.toString());
        warehouses.to().identify(process.toString());
        Side from = Side.open(warehouses.from(), warehouses.fromName(), terms.clock());
        Side to = Side.open(warehouses.to(), warehouses.toName(), terms.clock());
        Leases leases = new Leases(from.warehouse(), from.ledger(), terms.lease(), process, Host.name());
        return new Migration(from, to, leases, terms);
    }

    /** What {@link #move} would do. @param names empty for all jobs */
    public List<Plan> plan(List<String> names) {
        return new Planner(from.warehouse(), to.warehouse()).plan(names);
    }

    /**
     * Moves a job, or ends what an earlier run has begun.
     *
     * @throws ForebayException when it did not move, or not wholly: the message says which, and the same again goes on
     */
    public Moved move(String name) {
        Optional<Move> half = half(name);
        if (half.isPresent()) {
            return arrive(half.get(), "");
        }
        MovingJob job = source.find(name)
                .orElseThrow(() ->
                        new ForebayException(CommonError.UNDEFINED_OBJECT, "copy job \"" + name + "\" does not exist"));
        target.check(job);
        Optional<Move> held = source.held(job.id());
        held.ifPresent(move -> takeOver(job, move));
        Optional<Move> copied = held.flatMap(move -> target.find(move.id(), Step.COPIED));
        if (held.isPresent() && copied.isPresent()) {
            return leave(job, held.get(), copied.get(), "");
        }
        return copy(job);
    }

    private Optional<Move> half(String name) {
        return from.read(first -> to.read(second -> Planner.half(first, second, name)))
                .flatMap(left -> target.find(left.id(), Step.COPIED));
    }

    /** Waits until the run that has begun a move is dead, and sees that nothing of it commits any more. */
    private void takeOver(MovingJob job, Move held) {
        source.awaitDeath(job, held);
        if (!held.holder().equals(leases.holder())) {
            from.warehouse().expel(held.holder());
            to.warehouse().expel(held.holder());
        }
    }

    private Moved copy(MovingJob job) {
        Move held = departure.hold(job, to.name());
        Target.Copied copied;
        try {
            List<UUID> stale = source.attempts(job.id(), held.id());
            copied = Again.whileInConflict(Side.ATTEMPTS, () -> copy(job, held, stale));
        } catch (ForebayException e) {
            throw ended(held, e);
        }
        return leave(job, held, copied.move(), Plan.summary(copied.rows()));
    }

    private Target.Copied copy(MovingJob job, Move held, List<UUID> stale) {
        return target.find(held.id(), Step.COPIED)
                .map(copied -> new Target.Copied(copied, Map.of()))
                .orElseGet(() -> target.copy(
                        job, held, from, stale, (table, rows) -> progress.copied(job.name(), table.qualified(), rows)));
    }

    /** A job that certainly has not been copied goes on where it is. */
    private ForebayException ended(Move held, ForebayException reason) {
        if (reason.code().effect() == Effect.NOT_APPLIED) {
            try {
                if (target.find(held.id(), Step.COPIED).isEmpty()) {
                    departure.release(held);
                }
            } catch (ForebayException e) {
                reason.addSuppressed(e);
            }
        }
        return reason;
    }

    private Moved leave(MovingJob job, Move held, Move copied, String summary) {
        try {
            departure.leave(job, held, copied, to.name());
        } catch (ForebayException e) {
            throw e.is(CommonError.LEASE_LOST) ? kept(held, e) : e;
        }
        return arrive(copied, summary);
    }

    /** The copy is worth nothing, and the job goes on where it is. */
    private ForebayException kept(Move held, ForebayException reason) {
        try {
            target.discard(held.id());
            departure.release(held);
        } catch (ForebayException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    private Moved arrive(Move copied, String summary) {
        MovingJob job = target.copied(copied);
        List<String> notes = arrival.of(job, copied, former(copied));
        return new Moved(
                job.name(), copied.otherJobId(), copied.jobId(), copied.shift(), copied.wasAuto(), summary, notes);
    }

    /** What the job was in the second warehouse, if it comes back from where it went to. */
    private Optional<Former> former(Move copied) {
        return from.read(connection -> Move.ofJob(connection, copied.otherJobId(), Step.ARRIVED)).stream()
                .findFirst()
                .flatMap(away -> target.find(away.id(), Step.LEFT)
                        .map(left -> new Former(left.jobId(), away.shift() + copied.shift())));
    }

    /** Lets the servers of the first warehouse know that this process has gone. */
    @Override
    public void close() {
        presence.close();
    }
}
