package io.forebay.engine.job;

import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What tells jobs of new files, for {@code svv_copy_job_integrations}. Thread-safe. */
public final class JobChannels {
    private final Map<Long, StoreWatch> watches = new ConcurrentHashMap<>();

    void add(long jobId, StoreWatch watch) {
        watches.put(jobId, watch);
    }

    void remove(long jobId, StoreWatch watch) {
        watches.remove(jobId, watch);
    }

    /** The live table {@code job_channel}: a row for each job that is watched for here. */
    public LiveTable table() {
        return new LiveTable(
                "job_channel",
                List.of(
                        new ResultColumn("job_id", ColumnType.of(TypeKind.BIGINT)),
                        new ResultColumn("channel", ColumnType.varchar(0)),
                        new ResultColumn("is_established", ColumnType.of(TypeKind.BOOLEAN))),
                this::rows);
    }

    private List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        watches.forEach((jobId, watch) -> rows.add(List.of(jobId, watch.channel(), watch.established())));
        return rows;
    }
}
