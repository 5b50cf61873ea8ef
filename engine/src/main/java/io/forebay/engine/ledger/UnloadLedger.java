package io.forebay.engine.ledger;

import io.forebay.engine.ledger.UnloadRecord.Written;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was unloaded, in the ledger. Methods that take a connection work inside its open transaction. Thread-safe. */
public final class UnloadLedger {
    private static final TableName UNLOAD = new TableName(Ledger.SCHEMA, "unload");
    private static final TableName UNLOAD_FILE = new TableName(Ledger.SCHEMA, "unload_file");
    private static final int MESSAGE = 1000;
    private static final int APPENDED = 10_000;

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Clock clock;

    public UnloadLedger(Warehouse warehouse, Ledger ledger, Clock clock) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** In a transaction of its own; what became of it is found out when the reply is lost. */
    public void recordCompleted(UnloadRecord unload, List<Written> files) {
        ledger.write(
                connection -> recordCompleted(connection, unload, files),
                () -> recorded(unload.id()),
                "unload " + unload.id());
    }

    /** When the connection's transaction commits. */
    public void recordCompleted(WarehouseConnection connection, UnloadRecord unload, List<Written> files) {
        connection.append(UNLOAD, List.of(row(unload, "completed", files, "")));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Written file : files) {
            if (rows.size() == APPENDED) {
                connection.append(UNLOAD_FILE, rows);
                rows.clear();
            }
            rows.add(List.of(unload.id(), file.uri(), file.rows(), file.bytes(), file.started(), file.ended()));
        }
        connection.append(UNLOAD_FILE, rows);
    }

    /** In a transaction of its own. */
    public void recordAborted(UnloadRecord unload, String reason) {
        String shown = reason.length() > MESSAGE ? reason.substring(0, MESSAGE) : reason;
        ledger.write(connection -> connection.append(UNLOAD, List.of(row(unload, "aborted", List.of(), shown))));
    }

    private boolean recorded(long id) {
        try (WarehouseConnection connection = warehouse.connect();
                var query = connection.prepare("SELECT count(*) FROM forebay.unload WHERE query_id = $1");
                Rows rows = query.execute(List.of(id))) {
            return rows.next() && rows.longAt(0) > 0;
        }
    }

    private List<@Nullable Object> row(UnloadRecord unload, String status, List<Written> files, String message) {
        LoadRecord.Owner owner = unload.owner();
        return List.of(
                unload.id(),
                owner.transactionId(),
                (long) owner.sessionId(),
                (long) owner.userId(),
                owner.database(),
                status,
                unload.location(),
                unload.format(),
                unload.compression(),
                unload.started(),
                clock.instant(),
                files.stream().mapToLong(Written::rows).sum(),
                (long) files.size(),
                files.stream().mapToLong(Written::bytes).sum(),
                message);
    }
}
