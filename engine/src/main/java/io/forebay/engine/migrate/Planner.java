package io.forebay.engine.migrate;

import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.migrate.Move.Step;
import io.forebay.engine.migrate.Plan.Stage;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks what a migration would do, and writes nothing. */
public final class Planner {
    private final Warehouse from;
    private final Warehouse to;

    public Planner(Warehouse from, Warehouse to) {
        this.from = from;
        this.to = to;
    }

    /**
     * @param names empty for all jobs that are not dropped, and those that are half-way
     * @throws ForebayException when the first warehouse has no ledger, or none that this Forebay reads
     */
    public List<Plan> plan(List<String> names) {
        try (WarehouseConnection source = from.connect();
                WarehouseConnection target = to.connect()) {
            checkFormat(source);
            boolean moves = Ledger.format(target) > 0
                    && target.find(Ledger.SCHEMA, "job_move").isPresent();
            List<Plan> plans = new ArrayList<>();
            for (String name : names.isEmpty() ? all(source, target, moves) : new LinkedHashSet<>(names)) {
                plans.add(plan(source, target, moves, name));
            }
            return plans;
        }
    }

    private static void checkFormat(WarehouseConnection source) {
        long format = Ledger.format(source);
        if (format == 0) {
            throw noLedger();
        }
        if (format < Ledger.newestFormat()
                || source.find(Ledger.SCHEMA, "job_move").isEmpty()) {
            throw new ForebayException(
                            CommonError.WRONG_STATE,
                            "an older Forebay has made the ledger in the warehouse that jobs are to leave")
                    .withHint("Start \"forebay serve\" on it once, which carries it over.");
        }
    }

    static ForebayException noLedger() {
        return new ForebayException(
                        CommonError.UNDEFINED_OBJECT, "there is no ledger in the warehouse that jobs are to leave")
                .withHint("Is --from what \"forebay serve\" has worked on?");
    }

    private static Set<String> all(WarehouseConnection source, WarehouseConnection target, boolean moves) {
        Set<String> names = new LinkedHashSet<>();
        MovingJob.list(source).forEach(job -> names.add(job.name()));
        if (moves) {
            for (String name : MovingJob.leftNames(source)) {
                if (half(source, target, name).isPresent()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** The move of a job of this name that has left the first warehouse and is not at work in the second. */
    static Optional<Move> half(WarehouseConnection source, WarehouseConnection target, String name) {
        return Move.left(source, name).stream()
                .filter(left -> Move.find(target, left.id(), Step.COPIED).isPresent()
                        && Move.find(target, left.id(), Step.ARRIVED).isEmpty())
                .findFirst();
    }

    private Plan plan(WarehouseConnection source, WarehouseConnection target, boolean moves, String name) {
        List<String> notes = new ArrayList<>();
        Optional<Move> half = moves ? half(source, target, name) : Optional.empty();
        Optional<MovingJob> job = half.isPresent() ? Optional.empty() : MovingJob.find(source, name);
        long jobId = half.map(Move::jobId).or(() -> job.map(MovingJob::id)).orElse(0L);
        if (jobId == 0) {
            return gone(source, target, moves, name);
        }
        Map<MovedTable, Long> rows = new EnumMap<>(MovedTable.class);
        for (MovedTable table : MovedTable.values()) {
            rows.put(table, HistoryCopy.count(source, table, jobId));
        }
        Optional<ForebayException> trouble = Optional.empty();
        try {
            MovingJob moving = job.isPresent()
                    ? job.get()
                    : MovingJob.ofNumber(source, jobId).orElseThrow();
            check(source, target, moving, notes);
            if (moves) {
                Target.checkNew(target, name);
            }
        } catch (ForebayException e) {
            trouble = Optional.of(e);
        }
        return new Plan(name, half.isPresent() ? Stage.HALF : Stage.WHOLE, Plan.summary(rows), notes, trouble);
    }

    private Plan gone(WarehouseConnection source, WarehouseConnection target, boolean moves, String name) {
        Optional<Move> left = Move.left(source, name).stream().findFirst();
        if (moves
                && left.isPresent()
                && Move.find(target, left.get().id(), Step.ARRIVED).isPresent()) {
            return new Plan(name, Stage.DONE, "", List.of(), Optional.empty());
        }
        ForebayException trouble = left.isPresent()
                ? new ForebayException(
                                CommonError.WRONG_STATE,
                                "copy job \"" + name + "\" has left for "
                                        + left.get().warehouse() + ", not for the warehouse of --to")
                        .withHint("Name that warehouse: what was begun is ended there.")
                : new ForebayException(CommonError.UNDEFINED_OBJECT, "copy job \"" + name + "\" does not exist")
                        .withHint("COPY JOB LIST shows the jobs that there are.");
        return new Plan(name, Stage.WHOLE, "", List.of(), Optional.of(trouble));
    }

    /** Fails when the second warehouse cannot take what the job loads; notes tell what may be meant otherwise. */
    private void check(WarehouseConnection source, WarehouseConnection target, MovingJob job, List<String> notes) {
        MovedRows there = MovedRows.of(target, to, job);
        source.find(job.definition().table().schema(), job.definition().table().name())
                .ifPresent(table -> {
                    for (Column column : table.columns()) {
                        there.binding()
                                .table()
                                .find(column.name())
                                .filter(other -> !other.type().equals(column.type()))
                                .ifPresent(other -> notes.add("Column \"" + column.name() + "\" of table "
                                        + table.name() + " is " + column.type().sqlName()
                                        + " in the first warehouse and "
                                        + other.type().sqlName() + " in the second."));
                    }
                });
        notes.add("The rows of table " + job.definition().table() + " do not move: copy those that you want.");
        there.rejects().ifPresent(name -> notes.add("The rejected rows in table " + name + " do not move either."));
    }
}
