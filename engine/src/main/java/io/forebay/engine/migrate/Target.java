package io.forebay.engine.migrate;

import io.forebay.engine.ledger.Again;
import io.forebay.engine.migrate.Move.Step;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What a move does in the warehouse that a job comes to, until the job arrives. */
final class Target {
    /** Of the lease that a job comes with; the next one's when rows are renumbered. */
    static final long FENCE = 1;

    /** Numbers for what the first ledger gives while jobs move. */
    private static final long MORE = 10_000;

    private final Side side;
    private final MoveStep.Listener steps;
    /** The numbers that were taken last, and the jobs that have got theirs from them. */
    private long first;

    private long taken;
    private final Set<Long> numbered = new HashSet<>();

    Target(Side side, MoveStep.Listener steps) {
        this.side = side;
        this.steps = steps;
    }

    Optional<Move> find(UUID id, Step step) {
        return side.read(connection -> Move.find(connection, id, step));
    }

    /** A copy that was made. */
    record Copied(Move move, Map<MovedTable, Long> rows) {}

    /**
     * Copies all that the first ledger holds of a job now.
     *
     * @param stale attempts before this one, whose copies are taken away
     * @throws ForebayException UNIQUE_VIOLATION or CONFLICT when another run is at it
     */
    Copied copy(MovingJob job, Move held, Side from, List<UUID> stale, HistoryCopy.Told told) {
        try (WarehouseConnection source = from.warehouse().connect()) {
            source.begin();
            Numbers numbers = new Numbers(job.id(), shift(source, job.id()), tables(source, job));
            steps.reached(MoveStep.NUMBERED);
            Move move = new Move(
                    held.id(),
                    Step.COPIED,
                    numbers.toJob(),
                    job.id(),
                    numbers.shift(),
                    held.holder(),
                    held.fence(),
                    side.ledger().ids().range(1),
                    held.wasAuto(),
                    from.name());
            Copied[] copied = new Copied[1];
            Consumer<WarehouseConnection> work = connection -> {
                move.add(connection, side.clock().instant());
                stale.forEach(id -> discard(connection, id));
                checkNew(connection, job.name());
                Map<MovedTable, Long> rows = new HistoryCopy(source, connection, numbers, (table, count) -> {
                            told.copied(table, count);
                            steps.reached(MoveStep.COPYING);
                        })
                        .all();
                connection.append(Side.table("job_lease"), List.of(List.of(move.jobId(), "", FENCE, 0L)));
                side.state(connection, move.jobId(), move.changeId(), false, true);
                copied[0] = new Copied(move, rows);
                steps.reached(MoveStep.BEFORE_COPIED);
            };
            side.ledger().write(work, () -> Move.done(side, held.id(), Step.COPIED), "the copy of job " + job.name());
            source.rollback();
            steps.reached(MoveStep.COPIED);
            return copied[0];
        }
    }

    /**
     * Jobs of one run share numbers, so that they are not all that there are soon, but no job gets the same ones twice. The
     * first ledger gives some more meanwhile, to each move two.
     */
    private long shift(WarehouseConnection source, long jobId) {
        long last = Side.number(source, "SELECT max(last_id) FROM forebay.counter");
        if (last > taken || !numbered.add(jobId)) {
            taken = last + MORE;
            first = side.ledger().ids().range(taken);
            numbered.clear();
            numbered.add(jobId);
        }
        return first - 1;
    }

    private Map<String, Long> tables(WarehouseConnection source, MovingJob job) {
        Map<String, Long> tables = new HashMap<>();
        List<TableName> named = job.tables(source);
        side.read(connection -> {
            for (TableName name : named) {
                connection.find(name.schema(), name.name()).map(Table::id).ifPresent(id -> tables.put(name.name(), id));
            }
            return tables;
        });
        return tables;
    }

    /** A copy that is not at work goes. */
    private static void discard(WarehouseConnection connection, UUID id) {
        Optional<Move> copied = Move.find(connection, id, Step.COPIED);
        if (copied.isEmpty() || Move.find(connection, id, Step.ARRIVED).isPresent()) {
            return;
        }
        long jobId = copied.get().jobId();
        for (MovedTable table : MovedTable.values()) {
            connection.execute("DELETE FROM " + table.qualified() + " WHERE job_id = $1", jobId);
        }
        connection.execute("DELETE FROM forebay.job_lease WHERE job_id = $1", jobId);
        connection.execute("DELETE FROM forebay.job_move WHERE move_id = $1", id);
    }

    /** Takes a copy away that became worth nothing. */
    void discard(UUID id) {
        Again.whileInConflict(Side.ATTEMPTS, () -> {
            side.ledger().write(connection -> discard(connection, id));
            return id;
        });
    }

    /** @throws ForebayException DUPLICATE_OBJECT */
    static void checkNew(WarehouseConnection connection, String name) {
        if (MovingJob.named(connection, name)) {
            throw new ForebayException(
                            CommonError.DUPLICATE_OBJECT,
                            "copy job \"" + name + "\" exists in the warehouse that it is to move to")
                    .withHint("COPY JOB DROP " + name + " there removes it, if it is not wanted.");
        }
    }

    /** @throws ForebayException when a table that the job writes to is missing here, or has not the columns */
    MovedRows check(MovingJob job) {
        return side.read(connection -> MovedRows.of(connection, side.warehouse(), job));
    }

    /** A job that was copied. */
    MovingJob copied(Move copied) {
        return side.read(connection -> MovingJob.ofNumber(connection, copied.jobId()))
                .orElseThrow();
    }
}
