package io.forebay.engine.migrate;

import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code job_move}, whose comment tells the columns. */
record Move(
        UUID id,
        Step step,
        long jobId,
        long otherJobId,
        long shift,
        String holder,
        long fence,
        long changeId,
        boolean wasAuto,
        String warehouse) {
    /** What is durable. */
    enum Step {
        HELD,
        COPIED,
        LEFT,
        RENUMBERED,
        ARRIVED
    }

    private static final String COLUMNS =
            "SELECT CAST(m.move_id AS VARCHAR), m.step, m.job_id, m.other_job_id, m.shift,"
                    + " m.holder, m.fence, m.change_id, m.was_auto, m.warehouse FROM forebay.job_move m ";

    /** The next step of the same move in the same ledger. */
    Move then(Step next, long newChangeId) {
        return new Move(id, next, jobId, otherJobId, shift, holder, fence, newChangeId, wasAuto, warehouse);
    }

    void add(WarehouseConnection connection, Instant now) {
        connection.append(
                Side.table("job_move"),
                List.of(List.of(
                        id, step.name(), jobId, otherJobId, shift, holder, fence, changeId, wasAuto, warehouse, now)));
    }

    static Optional<Move> find(WarehouseConnection connection, UUID id, Step step) {
        return list(connection, "WHERE m.move_id = $1 AND m.step = $2", id, step.name()).stream()
                .findFirst();
    }

    /** Whether it is durable; asked on a new connection. */
    static boolean done(Side side, UUID id, Step step) {
        return side.read(connection -> find(connection, id, step)).isPresent();
    }

    /** This step of moves of a job, the newest first. */
    static List<Move> ofJob(WarehouseConnection connection, long jobId, Step step) {
        return list(connection, "WHERE m.job_id = $1 AND m.step = $2 ORDER BY m.change_id DESC", jobId, step.name());
    }

    /** The last steps out of the ledger of jobs that had this name, the newest first. */
    static List<Move> left(WarehouseConnection connection, String jobName) {
        return list(
                connection,
                "JOIN forebay.job j ON j.job_id = m.job_id WHERE j.job_name = $1 AND m.step = $2"
                        + " ORDER BY m.change_id DESC",
                jobName,
                Step.LEFT.name());
    }

    private static List<Move> list(WarehouseConnection connection, String condition, @Nullable Object... values) {
        List<Move> moves = new ArrayList<>();
        try (Query query = connection.prepare(COLUMNS + condition);
                Rows rows = query.execute(Arrays.asList(values))) {
            while (rows.next()) {
                moves.add(new Move(
                        UUID.fromString(rows.textAt(0)),
                        Step.valueOf(rows.textAt(1)),
                        rows.longAt(2),
                        rows.longAt(3),
                        rows.longAt(4),
                        rows.textAt(5),
                        rows.longAt(6),
                        rows.longAt(7),
                        rows.booleanAt(8),
                        rows.textAt(9)));
            }
        }
        return moves;
    }
}
