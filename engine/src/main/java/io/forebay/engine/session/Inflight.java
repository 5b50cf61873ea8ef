package io.forebay.engine.session;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The statements that run now: {@code stv_inflight}. Thread-safe. */
public final class Inflight {
    /** @param label the session's query_group @param text without secrets */
    record Running(
            int userId, long queryId, String label, long transactionId, int sessionId, Instant started, String text) {}

    private final Map<Integer, Running> running = new ConcurrentHashMap<>();

    void started(Running statement) {
        running.put(statement.sessionId, statement);
    }

    void ended(int sessionId) {
        running.remove(sessionId);
    }

    /** The live table {@code inflight}. */
    public LiveTable table() {
        ColumnType number = ColumnType.of(TypeKind.BIGINT);
        ColumnType integer = ColumnType.of(TypeKind.INTEGER);
        ColumnType text = ColumnType.varchar(0);
        return new LiveTable(
                "inflight",
                List.of(
                        new ResultColumn("user_id", integer),
                        new ResultColumn("query_id", integer),
                        new ResultColumn("label", text),
                        new ResultColumn("transaction_id", number),
                        new ResultColumn("session_id", integer),
                        new ResultColumn("started", ColumnType.of(TypeKind.TIMESTAMP)),
                        new ResultColumn("statement", text)),
                this::rows);
    }

    private List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Running each : running.values()) {
            rows.add(List.of(
                    (long) each.userId,
                    each.queryId,
                    each.label,
                    each.transactionId,
                    (long) each.sessionId,
                    each.started,
                    each.text));
        }
        return rows;
    }
}
