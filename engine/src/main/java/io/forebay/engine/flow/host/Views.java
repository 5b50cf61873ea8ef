package io.forebay.engine.flow.host;

import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.watch.ExecutionView;
import io.forebay.engine.flow.watch.Executions;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The executions of a host, for people to see. Thread-safe. */
final class Views implements Executions {
    private static final Comparator<Summary> NEWEST =
            Comparator.comparingLong(Summary::started).reversed().thenComparing(Summary::arn);

    private final Host host;

    Views(Host host) {
        this.host = host;
    }

    static String machine(Summary execution) {
        return execution.machineArn().replaceFirst(".*:", "");
    }

    static ExecutionView over(Summary execution) {
        return view(execution, Map.of());
    }

    private static ExecutionView view(Summary execution, Map<String, Integer> states) {
        return new ExecutionView(
                execution.arn(),
                execution.name(),
                machine(execution),
                execution.parent(),
                execution.child(),
                execution.status(),
                Instant.ofEpochMilli(execution.started()),
                execution.over() ? Instant.ofEpochMilli(execution.stopped()) : null,
                states,
                execution.input(),
                execution.output(),
                execution.error(),
                execution.cause(),
                execution.redrives());
    }

    @Override
    public List<ExecutionView> newest(int most) {
        List<Hosted> running = new ArrayList<>(host.running());
        running.sort(Comparator.comparing(Hosted::started, NEWEST));
        Map<String, ExecutionView> views = new LinkedHashMap<>();
        running.stream().limit(most).forEach(each -> views.put(each.arn(), view(each.summary(), each.states())));
        host.over().stream()
                .filter(each -> !views.containsKey(each.arn()))
                .sorted(NEWEST)
                .limit(most - (long) views.size())
                .toList()
                .forEach(each -> views.put(each.arn(), over(each)));
        return List.copyOf(views.values());
    }

    @Override
    public Optional<List<Event>> findHistory(String arn) {
        try {
            return Optional.of(host.history(arn));
        } catch (StatesException | UncheckedIOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Instant now() {
        return host.clock().instant();
    }

    /** How many run, but for the children of distributed Maps. */
    long running() {
        return host.running().stream().filter(each -> !each.started().child()).count();
    }
}
