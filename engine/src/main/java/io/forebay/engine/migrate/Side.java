package io.forebay.engine.migrate;

import io.forebay.engine.flow.watch.ExecutionBoard;
import io.forebay.engine.job.JobBoard;
import io.forebay.engine.job.JobChannels;
import io.forebay.engine.job.PendingFiles;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.schedule.Tables;
import io.forebay.engine.session.Inflight;
import io.forebay.engine.unload.RunningUnloads;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the two warehouses, with its ledger open.
 *
 * @param name its URL without a password, for people
 */
record Side(Warehouse warehouse, Ledger ledger, String name, Clock clock) {
    /** How often a transaction is tried that others come before, each 50 ms: some seconds. */
    static final int ATTEMPTS = 60;

    /** Makes the ledger where it is missing. The views look at tables of a server, which are empty in this process. */
    static Side open(Warehouse warehouse, String name, Clock clock) {
        warehouse.register(new RunningLoads().table());
        warehouse.register(new PendingFiles().table());
        warehouse.register(new JobBoard().table());
        new Inflight(clock).register(warehouse);
        warehouse.register(new JobChannels().table());
        warehouse.register(new RunningUnloads().table());
        new ExecutionBoard().tables().forEach(warehouse::register);
        new Tables().tables().forEach(warehouse::register);
        return new Side(warehouse, Ledger.open(warehouse, clock), name, clock);
    }

    <T> T read(Function<WarehouseConnection, T> part) {
        try (WarehouseConnection connection = warehouse.connect()) {
            return part.apply(connection);
        }
    }

    void tell(WarehouseConnection connection, long jobId, String message) {
        connection.append(table("job_message"), List.of(List.of(jobId, clock.instant(), message)));
    }

    /** Adds a row to what became of a job. */
    void state(WarehouseConnection connection, long jobId, long changeId, boolean auto, boolean dropped) {
        connection.append(table("job_state"), List.of(List.of(jobId, changeId, auto, dropped, clock.instant())));
    }

    static TableName table(String name) {
        return new TableName(Ledger.SCHEMA, name);
    }

    /** The first column of the first row; 0 when that is null or there is none. */
    static long number(WarehouseConnection connection, String sql, @Nullable Object... values) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(Arrays.asList(values))) {
            return rows.next() && !rows.isNull(0) ? rows.longAt(0) : 0;
        }
    }
}
