package io.forebay.engine.job;

import io.forebay.engine.discover.ScanReport;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the jobs of this process are doing: what {@code forebay.job_status} and the metrics show. Thread-safe. */
public final class JobBoard {
    private record Job(JobNumbers numbers, Supplier<JobStatus.Backlog> backlog, Supplier<Optional<String>> waitsFor) {
        JobStatus status() {
            return numbers.status(backlog.get());
        }
    }

    private final Map<Long, JobNumbers> numbers = new ConcurrentHashMap<>();
    private final Map<Long, Job> jobs = new ConcurrentHashMap<>();

    /** What counts for the job, from its beginning in this process on. */
    JobNumbers numbers(JobRecord job, Clock clock) {
        return numbers.computeIfAbsent(job.id(), id -> new JobNumbers(id, job.name(), clock));
    }

    /**
     * Shows the job; its {@link #numbers} were asked for before.
     *
     * @param waitsFor what its manifests wait for; empty for nothing
     */
    void put(JobRecord job, Supplier<JobStatus.Backlog> backlog, Supplier<Optional<String>> waitsFor) {
        JobNumbers counted = numbers.get(job.id());
        if (counted != null) {
            jobs.put(job.id(), new Job(counted, backlog, waitsFor));
        }
    }

    void remove(long jobId) {
        jobs.remove(jobId);
        numbers.remove(jobId);
    }

    /** One a job, the oldest first. */
    public List<JobStatus> statuses() {
        return jobs.values().stream()
                .map(Job::status)
                .sorted(Comparator.comparingLong(JobStatus::jobId))
                .toList();
    }

    /** The live table {@code job_number}. */
    public LiveTable table() {
        ColumnType text = ColumnType.varchar(0);
        ColumnType number = ColumnType.of(TypeKind.BIGINT);
        ColumnType real = ColumnType.of(TypeKind.DOUBLE);
        ColumnType time = ColumnType.of(TypeKind.TIMESTAMP);
        return new LiveTable(
                "job_number",
                List.of(
                        new ResultColumn("job_id", number),
                        new ResultColumn("state", text),
                        new ResultColumn("last_lag", real),
                        new ResultColumn("median_lag", real),
                        new ResultColumn("p99_lag", real),
                        new ResultColumn("lag_files", number),
                        new ResultColumn("backlog_files", number),
                        new ResultColumn("backlog_bytes", number),
                        new ResultColumn("oldest_pending", time),
                        new ResultColumn("files_per_second", real),
                        new ResultColumn("rows_per_second", real),
                        new ResultColumn("bytes_per_second", real),
                        new ResultColumn("loaded_files", number),
                        new ResultColumn("loaded_rows", number),
                        new ResultColumn("loaded_bytes", number),
                        new ResultColumn("list_calls", number),
                        new ResultColumn("keys_listed", number),
                        new ResultColumn("scan_started", time),
                        new ResultColumn("scan_seconds", real),
                        new ResultColumn("scan_keys", number),
                        new ResultColumn("scan_calls", number),
                        new ResultColumn("scan_found", number),
                        new ResultColumn("scan_whole", ColumnType.of(TypeKind.BOOLEAN)),
                        new ResultColumn("last_trouble", text),
                        new ResultColumn("trouble_time", time),
                        new ResultColumn("waits_for", text)),
                () -> jobs.values().stream().map(JobBoard::row).toList());
    }

    private static List<@Nullable Object> row(Job job) {
        JobStatus status = job.status();
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(
                status.jobId(),
                status.state().name().toLowerCase(Locale.ROOT),
                seconds(status.lag().last()),
                seconds(status.lag().median()),
                seconds(status.lag().p99()),
                (long) status.lag().files(),
                status.backlog().files(),
                status.backlog().bytes(),
                status.backlog().oldest(),
                status.speed().files(),
                status.speed().rows(),
                status.speed().bytes(),
                status.done().files(),
                status.done().rows(),
                status.done().bytes(),
                status.done().listCalls(),
                status.done().keysListed()));
        row.addAll(scan(status.lastScan()));
        row.add(status.trouble().message().isEmpty() ? null : status.trouble().message());
        row.add(status.trouble().since());
        row.add(job.waitsFor.get().orElse(null));
        return row;
    }

    private static List<@Nullable Object> scan(@Nullable ScanReport scan) {
        return scan == null
                ? Arrays.asList(null, null, null, null, null, null)
                : Arrays.asList(
                        scan.started(), seconds(scan.took()), scan.keys(), scan.calls(), scan.found(), scan.whole());
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos() / 1e9;
    }
}
