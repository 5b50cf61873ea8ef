package io.forebay.engine.dataapi;

import io.forebay.engine.session.Session;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What was committed, as the warehouse says: a row in the same transaction, so that a server that has crashed knows which of
 * its statements are done and which have left nothing. Thread-safe.
 */
final class CommitMarks {
    /** What is known of a statement that a crash has cut off. */
    enum Found {
        /** Nothing of it was committed. */
        NOTHING,
        /** A procedure has committed a part of its work. */
        PART,
        ALL
    }

    private static final TableName TABLE = new TableName("forebay", "statement_mark");
    private static final Duration KEPT = Statements.KEPT.plusHours(24);

    private final Warehouse warehouse;
    private final Clock clock;

    CommitMarks(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /** How a statement of those that were submitted together is called. */
    static String part(Submission submission, int index) {
        return submission.id() + ":" + (index + 1);
    }

    /** Whether the statement can be in a transaction with its mark. What only reads needs none. */
    static boolean holds(Statement statement) {
        if (statement instanceof Statement.Sql sql) {
            return sql.kind() != Statement.Sql.Kind.QUERY;
        }
        return statement instanceof Statement.Copy
                || statement instanceof Statement.CreateTable
                || statement instanceof Statement.CreateTableAs
                || statement instanceof Statement.CreateTableFrom
                || statement instanceof Statement.AlterColumn
                || statement instanceof Statement.Several
                || statement instanceof Statement.MaterializedView
                || statement instanceof Statement.CreateProcedure
                || statement instanceof Statement.DropProcedure
                || statement instanceof Statement.CommentOn;
    }

    /** Whether it may run a second time when the first was cut off and has left no mark. */
    static boolean repeatable(Statement statement) {
        return holds(statement)
                || statement instanceof Statement.Sql
                || statement instanceof Statement.Call
                || statement instanceof Statement.RunJob
                || statement instanceof Statement.Nothing
                || statement instanceof Statement.SetParameter
                || statement instanceof Statement.ShowParameter
                || statement instanceof Statement.ListJobs
                || statement instanceof Statement.ShowJob;
    }

    /** What the session commits from now on says so. */
    void set(Session session, String id) {
        set(session, id, () -> true);
    }

    /** @param ending whether all that has the mark is done with what is committed */
    void set(Session session, String id, BooleanSupplier ending) {
        session.last((connection, whole) -> connection.append(
                TABLE,
                List.of(List.of(
                        id, whole && ending.getAsBoolean(), LocalDateTime.now(clock.withZone(ZoneOffset.UTC))))));
    }

    void none(Session session) {
        session.last(null);
    }

    Found find(String id) {
        try (WarehouseConnection connection = warehouse.connect();
                Query query =
                        connection.prepare("SELECT is_whole FROM " + TABLE.quoted() + " WHERE statement_id = $1");
                Rows rows = query.execute(List.of(id))) {
            Found found = Found.NOTHING;
            while (rows.next()) {
                found = rows.booleanAt(0) ? Found.ALL : found == Found.NOTHING ? Found.PART : found;
            }
            return found;
        }
    }

    /** Forgets what nobody can ask about any more. */
    void sweep() {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.execute(
                    "DELETE FROM " + TABLE.quoted() + " WHERE marked < $1",
                    LocalDateTime.now(clock.withZone(ZoneOffset.UTC)).minus(KEPT));
        }
    }
}
