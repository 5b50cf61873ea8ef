package io.forebay.engine.unload;

import io.forebay.engine.ledger.UnloadRecord;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The UNLOADs that run now: what {@code sys_unload_history} shows as running. Thread-safe. */
public final class RunningUnloads {
    private record Running(UnloadRecord unload, Progress progress) {}

    private final Map<Long, Running> running = new ConcurrentHashMap<>();

    void add(UnloadRecord unload, Progress progress) {
        running.put(unload.id(), new Running(unload, progress));
    }

    void remove(UnloadRecord unload) {
        running.remove(unload.id());
    }

    /** The live table {@code running_unload}. */
    public LiveTable table() {
        ColumnType number = ColumnType.of(TypeKind.BIGINT);
        ColumnType integer = ColumnType.of(TypeKind.INTEGER);
        ColumnType text = ColumnType.varchar(0);
        return new LiveTable(
                "running_unload",
                List.of(
                        new ResultColumn("query_id", number),
                        new ResultColumn("transaction_id", number),
                        new ResultColumn("session_id", integer),
                        new ResultColumn("user_id", integer),
                        new ResultColumn("database_name", text),
                        new ResultColumn("location", text),
                        new ResultColumn("file_format", text),
                        new ResultColumn("compression_type", text),
                        new ResultColumn("started", ColumnType.of(TypeKind.TIMESTAMP)),
                        new ResultColumn("unloaded_rows", number),
                        new ResultColumn("file_count", number),
                        new ResultColumn("file_bytes", number)),
                this::rows);
    }

    private List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Running each : running.values()) {
            UnloadRecord unload = each.unload;
            rows.add(List.of(
                    unload.id(),
                    unload.owner().transactionId(),
                    (long) unload.owner().sessionId(),
                    (long) unload.owner().userId(),
                    unload.owner().database(),
                    unload.location(),
                    unload.format(),
                    unload.compression(),
                    unload.started(),
                    each.progress.rows(),
                    each.progress.files(),
                    each.progress.bytes()));
        }
        return rows;
    }
}
