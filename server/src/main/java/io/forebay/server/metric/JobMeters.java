package io.forebay.server.metric;

import io.forebay.engine.job.JobStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The series of one job. */
final class JobMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private volatile JobStatus status;

    JobMeters(MeterRegistry registry, JobStatus status) {
        this.registry = registry;
        this.status = status;
        this.tags = Tags.of("job", status.name(), "job_id", Long.toString(status.jobId()));
        lag();
        gauge("backlog.files", "files", "Files known to the job and not loaded.", s -> s.backlog()
                .files());
        gauge("backlog", "bytes", "Bytes, as stored, known to the job and not loaded.", s -> s.backlog()
                .bytes());
        gauge(
                "oldest.pending.age",
                "seconds",
                "How long the oldest file that waits has been known; NaN when none waits.",
                s -> age(s.backlog().oldest()));
        counters();
        gauge("last.scan", "seconds", "What the last scan took, without the loads it led to.", JobMeters::scanSeconds);
        gauge("owed.files", null, "Loaded files that AFTER LOAD is to move or delete.", s -> s.owing()
                .files());
        gauge("refused.files", null, "Loaded files that AFTER LOAD cannot move or delete.", s -> s.owing()
                .refused());
        gauge(
                "troubled",
                null,
                "1 while the job cannot load and tries again.",
                s -> s.state() == JobStatus.State.TROUBLED ? 1 : 0);
        gauge(
                "auto",
                null,
                "1 while the job looks for files by itself.",
                s -> s.state() == JobStatus.State.OFF ? 0 : 1);
    }

    private void lag() {
        String of = "from arrival to visible; NaN before the first file.";
        gauge(
                "last.lag",
                "seconds",
                "Of the file loaded last, " + of,
                s -> seconds(s.lag().last()));
        gauge(
                "median.lag",
                "seconds",
                "Median of the last 1000 files, " + of,
                s -> seconds(s.lag().median()));
        gauge(
                "p99.lag",
                "seconds",
                "99th percentile of the last 1000 files, " + of,
                s -> seconds(s.lag().p99()));
    }

    private void counters() {
        counter("loaded.files", "Files loaded.", s -> s.done().files());
        counter("loaded.rows", "Rows loaded.", s -> s.done().rows());
        counter("loaded.bytes", "Bytes loaded, as stored.", s -> s.done().bytes());
        counter("failed.files", "Files failed.", s -> s.done().failedFiles());
        counter("list.calls", "Times that the store was asked for a page of a listing.", s -> s.done()
                .listCalls());
        counter("listed.keys", "Keys listed.", s -> s.done().keysListed());
    }

    private void gauge(String name, @Nullable String unit, String help, ToDoubleFunction<JobStatus> value) {
        meters.add(Gauge.builder("forebay.job." + name, this, self -> value.applyAsDouble(self.status))
                .baseUnit(unit)
                .description(help)
                .tags(tags)
                .register(registry));
    }

    private void counter(String name, String help, ToDoubleFunction<JobStatus> value) {
        meters.add(FunctionCounter.builder("forebay.job." + name, this, self -> value.applyAsDouble(self.status))
                .description(help)
                .tags(tags)
                .register(registry));
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? Double.NaN : duration.toNanos() / 1e9;
    }

    private static double age(@Nullable Instant since) {
        return since == null ? Double.NaN : seconds(Duration.between(since, Instant.now()));
    }

    private static double scanSeconds(JobStatus status) {
        return status.lastScan() == null
                ? Double.NaN
                : seconds(status.lastScan().took());
    }

    void show(JobStatus now) {
        status = now;
    }

    void remove() {
        meters.forEach(registry::remove);
    }
}
