package io.forebay.server.metric;

import io.forebay.engine.job.JobStatus;
import io.forebay.engine.schedule.Counts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The jobs' numbers, those of state machines and those of the JVM, as Prometheus asks for them. Thread-safe. */
public final class JobMetrics implements AutoCloseable {
    /** Jobs with series of their own, the oldest first: a server with more of them must not flood Prometheus. */
    static final int MOST_JOBS = 200;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Supplier<List<JobStatus>> jobs;
    private final Map<Long, JobMeters> meters = new HashMap<>();
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final FlowMetrics flow = new FlowMetrics(registry);
    private int count;

    /** @param jobs how the jobs are doing now */
    public JobMetrics(Supplier<List<JobStatus>> jobs) {
        this.jobs = jobs;
        Gauge.builder("forebay.jobs", () -> count)
                .description("Copy jobs; series of their own have up to " + MOST_JOBS + ".")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    /** Those of state machines. */
    public FlowMetrics flow() {
        return flow;
    }

    /** Shows what schedules and triggers do, too. */
    public void schedules(Counts counts) {
        for (boolean made : new boolean[] {true, false}) {
            String outcome = made ? "started" : "dropped";
            counter(counts, "schedule", outcome, all -> all.schedules(made));
            counter(counts, "trigger", outcome, all -> all.triggers(made));
        }
    }

    private void counter(Counts counts, String kind, String outcome, ToDoubleFunction<Counts> number) {
        FunctionCounter.builder("forebay.schedule.deliveries", counts, number)
                .description("What schedules and triggers have started, or given up.")
                .tags("kind", kind, "outcome", outcome)
                .register(registry);
    }

    /** All numbers as they are now, in Prometheus' text format. */
    public synchronized String scrape() {
        List<JobStatus> statuses = jobs.get();
        count = statuses.size();
        Set<Long> shown = new HashSet<>();
        statuses.stream().limit(MOST_JOBS).forEach(status -> {
            shown.add(status.jobId());
            JobMeters known = meters.get(status.jobId());
            if (known == null) {
                meters.put(status.jobId(), new JobMeters(registry, status));
            } else {
                known.show(status);
            }
        });
        meters.entrySet().removeIf(entry -> {
            boolean gone = !shown.contains(entry.getKey());
            if (gone) {
                entry.getValue().remove();
            }
            return gone;
        });
        return registry.scrape();
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
