package io.forebay.engine.schedule;

import io.forebay.engine.event.CopyJobLoad;
import io.forebay.engine.schedule.definition.On;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loads of copy jobs, as the ledger has them, each given once. A load's time is before its commit, so that one that is
 * committed later may have an earlier time: the last hour is looked at again. Used by one thread.
 */
final class Loads {
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Warehouse warehouse;
    private final Map<Long, Instant> given = new HashMap<>();
    private @Nullable Instant newest;

    Loads(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** A row of the ledger. */
    private record Load(long queryId, long jobId, String job, boolean whole, long rows, long files, Instant ended) {}

    /**
     * Those that were not given before.
     *
     * @param since of the first look
     * @param now later than this nothing is believed to be: another server's clock may be wrong
     */
    List<Arrival> look(Instant since, Instant now) {
        Instant from = newest == null ? since : newest.minus(AGAIN);
        List<Arrival> arrivals = new ArrayList<>();
        try (WarehouseConnection connection = warehouse.connect()) {
            List<Load> loads = list(connection, from);
            loads.removeIf(load -> given.containsKey(load.queryId()));
            for (Load load : loads) {
                CopyJobLoad told = told(connection, load);
                if (told.files() > 0 || told.failedFiles() > 0) {
                    arrivals.add(Arrival.of(On.LOADS, load.ended().toEpochMilli(), told.event()));
                }
            }
            for (Load load : loads) {
                given.put(load.queryId(), load.ended());
                Instant ended = load.ended().isAfter(now) ? now : load.ended();
                newest = newest == null || ended.isAfter(newest) ? ended : newest;
            }
        }
        if (newest != null) {
            Instant old = newest.minus(AGAIN);
            given.values().removeIf(ended -> ended.isBefore(old));
        } else {
            newest = since.plus(AGAIN);
        }
        return arrivals;
    }

    private static List<Load> list(WarehouseConnection connection, Instant from) {
        List<Load> loads = new ArrayList<>();
        try (Query query = connection.prepare(
                        "SELECT l.query_id, l.job_id, j.job_name, l.status, l.loaded_rows, l.file_count, l.ended"
                                + " FROM forebay.load l JOIN forebay.job j ON j.job_id = l.job_id"
                                + " WHERE l.ended >= $1 ORDER BY l.ended, l.query_id");
                Rows rows = query.execute(List.of(LocalDateTime.ofInstant(from, ZoneOffset.UTC)))) {
            while (rows.next()) {
                loads.add(new Load(
                        rows.longAt(0),
                        rows.longAt(1),
                        rows.textAt(2),
                        rows.textAt(3).equals("completed"),
                        rows.longAt(4),
                        rows.longAt(5),
                        rows.instantAt(6)));
            }
        }
        return loads;
    }

    private static CopyJobLoad told(WarehouseConnection connection, Load load) {
        long failed = 0;
        try (Query query = connection.prepare("SELECT count(*) FROM forebay.job_file"
                        + " WHERE job_id = $1 AND query_id = $2 AND state = 'E'");
                Rows rows = query.execute(List.of(load.jobId(), load.queryId()))) {
            failed = rows.next() ? rows.longAt(0) : 0;
        }
        List<String> objects = new ArrayList<>();
        if (load.whole()) {
            try (Query query = connection.prepare("SELECT bucket, object_key FROM forebay.load_file"
                            + " WHERE query_id = $1 ORDER BY bucket, object_key LIMIT " + CopyJobLoad.NAMED);
                    Rows rows = query.execute(List.of(load.queryId()))) {
                while (rows.next()) {
                    objects.add("s3://" + rows.textAt(0) + "/" + rows.textAt(1));
                }
            }
        }
        return new CopyJobLoad(
                load.job(),
                load.jobId(),
                load.queryId(),
                load.whole() ? load.files() : 0,
                load.rows(),
                failed,
                objects,
                load.ended());
    }
}
