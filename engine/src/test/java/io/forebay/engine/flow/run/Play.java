package io.forebay.engine.flow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.forebay.engine.flow.definition.Definition;
import io.forebay.engine.flow.value.Chance;
import io.forebay.engine.flow.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs an execution to its end: tasks are answered by the state's name, timers are over in their order, and time is what
 * the timers say. Every run is replayed at each of its events, which must give the same works and the same events again.
 */
final class Play {
    static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private final Definition definition;
    private final Map<String, Deque<Function<Work.Task, Signal>>> answers = new HashMap<>();
    private final List<Batch> batches = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    final List<Work.Task> tasks = new ArrayList<>();
    final List<Work.Child> children = new ArrayList<>();
    Execution execution;
    Instant now = BEGIN;
    Function<Work, Signal> others = work -> null;

    /** What one signal gave. @param end how many events there were after it */
    private record Batch(Signal signal, Instant now, int end, List<Work> pending) {}

    Play(String json, String input) {
        this(Definition.read(json), input);
    }

    Play(Definition definition, String input) {
        this.definition = definition;
        Start start = new Start(
                "arn:aws:states:us-east-1:123456789012:execution:m:e",
                "e",
                "arn:aws:states:us-east-1:123456789012:stateMachine:m",
                "m",
                "arn:aws:iam::123456789012:role/r",
                Json.parseOwn(input));
        Event first = start.event(now);
        events.add(first);
        execution = Execution.of(definition, first, Play::chance);
    }

    static Play of(String json, String input) {
        return new Play(json, input).run();
    }

    static Play of(String json) {
        return of(json, "{}");
    }

    private static Chance chance(long sequence) {
        return Chance.of(sequence * 7919);
    }

    /** The next call of a state's task, and after it the later ones. */
    Play answer(String state, String output) {
        return answer(state, task -> new Signal.TaskSucceeded(task.id(), Json.parseOwn(output)));
    }

    Play fail(String state, String error, String cause) {
        return answer(state, task -> new Signal.TaskFailed(task.id(), error, cause));
    }

    Play answer(String state, Function<Work.Task, Signal> answer) {
        answers.computeIfAbsent(state, name -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** It never answers. */
    Play silent(String state) {
        return answer(state, task -> null);
    }

    Play run() {
        signal(new Signal.Resume());
        return goOn();
    }

    Play goOn() {
        while (execution.status() == Status.RUNNING) {
            Optional<Signal> next = next();
            if (next.isEmpty()) {
                break;
            }
            signal(next.get());
        }
        verifyReplay();
        return this;
    }

    private Optional<Signal> next() {
        List<Work.Timer> timers = new ArrayList<>();
        for (Work work : execution.pending()) {
            if (work instanceof Work.Timer timer) {
                timers.add(timer);
            } else {
                Signal signal = work instanceof Work.Task task ? answer(task) : others.apply(work);
                if (work instanceof Work.Child child && !children.contains(child)) {
                    children.add(child);
                }
                if (signal != null) {
                    return Optional.of(signal);
                }
            }
        }
        return timers.stream().min(Comparator.comparing(Work.Timer::due)).map(timer -> {
            if (timer.due().isAfter(now)) {
                waits.add(Duration.between(now, timer.due()));
                now = timer.due();
            }
            return new Signal.TimerOver(timer.id());
        });
    }

    private Signal answer(Work.Task task) {
        if (tasks.stream().noneMatch(other -> other.id().equals(task.id()))) {
            tasks.add(task);
        }
        Deque<Function<Work.Task, Signal>> left = answers.get(task.state());
        if (left == null) {
            return new Signal.TaskSucceeded(task.id(), task.parameters());
        }
        Function<Work.Task, Signal> answer = left.peek();
        Signal signal = answer == null ? null : answer.apply(task);
        if (signal != null && left.size() > 1) {
            left.poll();
        }
        return signal;
    }

    List<Event> signal(Signal signal) {
        List<Event> given = execution.signal(signal, now);
        events.addAll(given);
        batches.add(new Batch(signal, now, events.size(), List.copyOf(execution.pending())));
        return given;
    }

    /** At each event: the same works, and the same events to come. */
    private void verifyReplay() {
        if (events.size() > 2_000) {
            return;
        }
        int step = Math.max(1, events.size() / 150);
        int batch = 0;
        for (int end = 1; end <= events.size(); end += step) {
            while (batch < batches.size() && batches.get(batch).end() < end) {
                batch++;
            }
            Batch whole = batches.get(Math.min(batch, batches.size() - 1));
            Execution again = replay(end);
            boolean began = batch == 0 || batches.get(batch - 1).end() < end;
            boolean redrive = whole.signal() instanceof Signal.Redrive;
            if (end == whole.end() || began || redrive) {
                List<Event> rest = again.signal(new Signal.Resume(), whole.now());
                assertThat(rest).as("what follows event %s", end).isEqualTo(events.subList(end, whole.end()));
                assertThat(texts(again.pending())).isEqualTo(texts(whole.pending()));
                goOnAlike(again, batch);
            }
        }
        assertThat(replay(events.size()).status()).isEqualTo(execution.status());
        assertThat(replay(events.size()).output()).isEqualTo(execution.output());
    }

    /** The next signal gives the same. */
    private void goOnAlike(Execution again, int batch) {
        if (batch + 1 < batches.size()) {
            Batch next = batches.get(batch + 1);
            List<Event> given = again.signal(next.signal(), next.now());
            assertThat(given).isEqualTo(events.subList(batches.get(batch).end(), next.end()));
        }
    }

    private static List<String> texts(Collection<Work> works) {
        return works.stream().map(Work::toString).sorted().toList();
    }

    private Execution replay(int end) {
        Execution again = Execution.of(definition, copy(events.get(0)), Play::chance);
        for (Event event : events.subList(1, end)) {
            again.apply(copy(event));
        }
        return again;
    }

    /** As a journal gives it back. */
    private static Event copy(Event event) {
        return Event.of(Json.parseOwn(event.toText()));
    }

    /** Of the history, in order. */
    List<String> types() {
        return events.stream()
                .filter(event -> event.id() > 0)
                .map(event -> event.type().label())
                .toList();
    }

    List<String> typesAfterStart() {
        return types().subList(1, types().size());
    }

    Event last() {
        return events.get(events.size() - 1);
    }

    Event first(EventType type) {
        return events.stream().filter(event -> event.type() == type).findFirst().orElseThrow();
    }

    String output() {
        return Json.text(execution.output().orElse(NullNode.getInstance()));
    }

    JsonNode outputJson() {
        return execution.output().orElseThrow();
    }

    String failure() {
        return execution.error().orElse("-") + ": " + execution.cause().orElse("-");
    }
}
