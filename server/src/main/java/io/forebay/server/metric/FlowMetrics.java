package io.forebay.server.metric;

import io.forebay.engine.flow.watch.ExecutionView;
import io.forebay.engine.flow.watch.FlowListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The numbers of state machines. Thread-safe. */
public final class FlowMetrics implements FlowListener {
    /** Machines, and services of tasks, with series of their own; those that come later share one. */
    static final int MOST = 100;

    static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Set<String> machines = ConcurrentHashMap.newKeySet();
    private final Set<String> services = ConcurrentHashMap.newKeySet();
    private volatile LongSupplier running = () -> 0;

    FlowMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("forebay.executions.running", () -> running.getAsLong())
                .description("Executions that run, without the children of distributed Maps.")
                .register(registry);
    }

    /** @param running how many run, without the children of distributed Maps */
    public void running(LongSupplier running) {
        this.running = running;
    }

    @Override
    public void started(String machine, boolean child) {
        registry.counter(
                        child ? "forebay.map.children.started" : "forebay.executions.started",
                        "machine",
                        bounded(machine, machines))
                .increment();
    }

    @Override
    public void entered(String machine) {
        registry.counter("forebay.states.entered", "machine", bounded(machine, machines))
                .increment();
    }

    @Override
    public void taskEnded(String service, Duration took, boolean succeeded) {
        registry.timer(
                        "forebay.task",
                        Tags.of("service", bounded(service, services), "outcome", succeeded ? "succeeded" : "failed"))
                .record(took);
    }

    @Override
    public void ended(ExecutionView execution, Optional<String> failedState) {
        registry.counter(
                        execution.child() ? "forebay.map.children.ended" : "forebay.executions.ended",
                        "machine",
                        bounded(execution.machine(), machines),
                        "status",
                        execution.status().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static String bounded(String name, Set<String> known) {
        return known.contains(name) || (known.size() < MOST && known.add(name)) ? name : OTHER;
    }
}
