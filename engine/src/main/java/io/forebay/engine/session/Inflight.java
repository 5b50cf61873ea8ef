package io.forebay.engine.session;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.Warehouse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this server, the statements that run now, and those that ran last: {@code stv_inflight}, {@code
 * stv_recents} and their kin. Thread-safe.
 */
public final class Inflight {
    /** The statements that are remembered; their texts have a few kilobytes each. */
    private static final int REMEMBERED = 500;

    private static final ColumnType NUMBER = ColumnType.of(TypeKind.BIGINT);
    private static final ColumnType INTEGER = ColumnType.of(TypeKind.INTEGER);
    private static final ColumnType TEXT = ColumnType.varchar(0);
    private static final ColumnType TIME = ColumnType.of(TypeKind.TIMESTAMP);

    /** A session that is open. */
    record Open(int userId, int sessionId, String user, String database, Instant started) {}

    /** @param label the session's query_group @param text without secrets */
    record Running(Open session, long queryId, String label, long transactionId, Instant started, String text) {
        Running labelled(String other) {
            return new Running(session, queryId, other, transactionId, started, text);
        }
    }

    /** @param error null when it went well */
    private record Ended(Running statement, Instant ended, @Nullable ForebayException error, long rows) {}

    private final Clock clock;
    private final Map<Integer, Open> sessions = new ConcurrentHashMap<>();
    private final Map<Integer, Running> running = new ConcurrentHashMap<>();
    private final Map<Integer, ForebayException> errors = new ConcurrentHashMap<>();
    private final Deque<Ended> last = new ArrayDeque<>();

    public Inflight(Clock clock) {
        this.clock = clock;
    }

    void opened(Open session) {
        sessions.put(session.sessionId, session);
    }

    void closed(int sessionId) {
        ended(sessionId, 0);
        sessions.remove(sessionId);
    }

    void started(Running statement) {
        errors.remove(statement.session.sessionId);
        running.put(statement.session.sessionId, statement);
    }

    /** The session's query_group is another now. */
    void labelled(int sessionId, String label) {
        running.computeIfPresent(sessionId, (id, statement) -> statement.labelled(label));
    }

    /** Why the statement that the session runs is about to end. */
    void failed(int sessionId, ForebayException reason) {
        errors.put(sessionId, reason);
    }

    /** @param rows that the client was given */
    void ended(int sessionId, long rows) {
        Running statement = running.remove(sessionId);
        ForebayException error = errors.remove(sessionId);
        if (statement != null) {
            remember(new Ended(statement, clock.instant(), error, rows));
        }
    }

    private void remember(Ended statement) {
        synchronized (last) {
            if (last.size() == REMEMBERED) {
                last.removeFirst();
            }
            last.addLast(statement);
        }
    }

    /** Registers what the ledger's views need, which are fewer where the warehouse has views of their names itself. */
    public void register(Warehouse warehouse) {
        (warehouse.staging().isEmpty() ? tables() : List.of(inflight())).forEach(warehouse::register);
    }

    /** The live tables {@code inflight}, {@code statement} and {@code session}. */
    public List<LiveTable> tables() {
        return List.of(inflight(), statements(), sessions());
    }

    private LiveTable inflight() {
        return new LiveTable(
                "inflight",
                List.of(
                        new ResultColumn("user_id", INTEGER),
                        new ResultColumn("query_id", INTEGER),
                        new ResultColumn("label", TEXT),
                        new ResultColumn("transaction_id", NUMBER),
                        new ResultColumn("session_id", INTEGER),
                        new ResultColumn("started", TIME),
                        new ResultColumn("statement", TEXT)),
                this::rows);
    }

    private List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Running each : running.values()) {
            rows.add(List.of(
                    (long) each.session.userId,
                    each.queryId,
                    each.label,
                    each.transactionId,
                    (long) each.session.sessionId,
                    each.started,
                    each.text));
        }
        return rows;
    }

    /** What runs, and behind it what ran. */
    private LiveTable statements() {
        return new LiveTable(
                "statement",
                List.of(
                        new ResultColumn("user_id", INTEGER),
                        new ResultColumn("user_name", TEXT),
                        new ResultColumn("database_name", TEXT),
                        new ResultColumn("query_id", NUMBER),
                        new ResultColumn("label", TEXT),
                        new ResultColumn("transaction_id", NUMBER),
                        new ResultColumn("session_id", INTEGER),
                        new ResultColumn("started", TIME),
                        new ResultColumn("ended", TIME),
                        new ResultColumn("elapsed", NUMBER),
                        new ResultColumn("kind", TEXT),
                        new ResultColumn("status", TEXT),
                        new ResultColumn("error", TEXT),
                        new ResultColumn("row_count", NUMBER),
                        new ResultColumn("statement", TEXT)),
                this::statementRows);
    }

    private List<List<@Nullable Object>> statementRows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Instant now = clock.instant();
        for (Running each : running.values()) {
            rows.add(row(each, null, now, "running", null, 0));
        }
        synchronized (last) {
            for (Ended each : last) {
                String error = each.error == null ? null : String.valueOf(each.error.getMessage());
                rows.add(row(each.statement, each.ended, each.ended, status(each), error, each.rows));
            }
        }
        return rows;
    }

    private static String status(Ended each) {
        return each.error == null ? "success" : each.error.is(CommonError.CANCELLED) ? "canceled" : "failed";
    }

    private static List<@Nullable Object> row(
            Running statement,
            @Nullable Instant ended,
            Instant until,
            String status,
            @Nullable String error,
            long rows) {
        Open session = statement.session;
        return Arrays.asList(
                (long) session.userId,
                session.user,
                session.database,
                statement.queryId,
                statement.label,
                statement.transactionId,
                (long) session.sessionId,
                statement.started,
                ended,
                Duration.between(statement.started, until).toNanos() / 1000,
                StatementKind.of(statement.text),
                status,
                error,
                rows,
                statement.text);
    }

    private LiveTable sessions() {
        return new LiveTable(
                "session",
                List.of(
                        new ResultColumn("user_id", INTEGER),
                        new ResultColumn("session_id", INTEGER),
                        new ResultColumn("user_name", TEXT),
                        new ResultColumn("database_name", TEXT),
                        new ResultColumn("started", TIME)),
                this::sessionRows);
    }

    private List<List<@Nullable Object>> sessionRows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Open each : sessions.values()) {
            rows.add(List.of((long) each.userId, (long) each.sessionId, each.user, each.database, each.started));
        }
        return rows;
    }
}
