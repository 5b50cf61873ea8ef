package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.definition.Definition;
import io.forebay.engine.flow.value.Chance;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a state machine: what its events have made of it. It has no thread, no clock and no disk. A signal gives
 * the events that follow from it; they are applied here already, and the caller writes them before it acts on
 * {@link #pending}. When they can't be written, the execution is thrown away and made anew from the journal. After a replay
 * {@link Signal.Resume} gives what a torn journal may lack. Used by one thread at a time.
 */
public final class Execution {
    private static final String TIMER = "timeout-execution";

    private final Definition definition;
    private final Start start;
    private final Instant started;
    private final Frames frames;
    private final Steps steps;
    private final Signals signals;
    private long sequence = 1;
    private long id = 1;
    private Status status = Status.RUNNING;
    private @Nullable JsonNode output;
    private Failure failure = Failure.of(null, null);
    private @Nullable Instant ended;
    private int redrives;
    private @Nullable Instant redriven;

    private Execution(Definition definition, Event first, LongFunction<Chance> chances) {
        this.definition = definition;
        this.start = Start.of(first);
        this.started = first.timestamp();
        this.frames = new Frames(definition.machine(), start);
        this.steps = new Steps(new DataFlow(this, chances));
        this.signals = new Signals(frames);
    }

    /** With chance that nobody can guess. */
    public static Execution of(Definition definition, Event first) {
        return of(definition, first, next -> SecureChance.INSTANCE);
    }

    /** @param chances for the event of each sequence */
    public static Execution of(Definition definition, Event first, LongFunction<Chance> chances) {
        return new Execution(definition, first, chances);
    }

    /** Replays one event, in the journal's order. */
    public void apply(Event event) {
        if (event.sequence() != sequence + 1) {
            throw new IllegalArgumentException(
                    "Event " + event.sequence() + " does not follow " + sequence + " of execution " + start.id());
        }
        sequence = event.sequence();
        id = Math.max(id, event.id());
        switch (event.type().effect()) {
            case END -> end(event);
            case REDRIVEN -> {
                status = Status.RUNNING;
                ended = null;
                redrives++;
                redriven = event.timestamp();
                failure = Failure.of(null, null);
                frames.redrive();
            }
            default -> frames.apply(event);
        }
    }

    private void end(Event event) {
        ended = event.timestamp();
        failure = Failure.of(event.data());
        switch (event.type()) {
            case EXECUTION_SUCCEEDED -> {
                status = Status.SUCCEEDED;
                output = event.data().path("output");
            }
            case EXECUTION_TIMED_OUT -> status = Status.TIMED_OUT;
            case EXECUTION_ABORTED -> status = Status.ABORTED;
            default -> status = Status.FAILED;
        }
    }

    /**
     * What follows from a signal; nothing when it is about a work that is no longer pending, or when the execution has
     * ended.
     *
     * @param now not before the last event's
     */
    public List<Event> signal(Signal signal, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        List<Event> events = new ArrayList<>();
        first(signal).ifPresent(draft -> emit(draft, at, events));
        while (status == Status.RUNNING) {
            Optional<Frame> ready = frames.ready();
            if (ready.isEmpty()) {
                break;
            }
            emit(steps.next(ready.get(), sequence + 1, at), at, events);
        }
        return events;
    }

    private Optional<Draft> first(Signal signal) {
        Frame root = frames.root();
        if (signal instanceof Signal.Redrive) {
            boolean may = status != Status.RUNNING && status != Status.SUCCEEDED && id + 1 < Limits.EVENTS;
            ObjectNode data = Json.object().put("redriveCount", redrives + 1);
            return may ? Optional.of(new Draft(EventType.EXECUTION_REDRIVEN, root, data)) : Optional.empty();
        }
        if (status != Status.RUNNING) {
            return Optional.empty();
        }
        if (signal instanceof Signal.Stop stop) {
            ObjectNode data = Failure.of(stop.error(), stop.cause()).into(Json.object());
            return Optional.of(new Draft(EventType.EXECUTION_ABORTED, root, data));
        }
        if (signal instanceof Signal.TimerOver timer && timer.work().equals(timerId())) {
            ObjectNode data = Failure.of(ErrorName.TIMEOUT, null).into(Json.object());
            return Optional.of(new Draft(EventType.EXECUTION_TIMED_OUT, root, data));
        }
        return signals.first(signal);
    }

    private void emit(Draft draft, Instant now, List<Event> events) {
        boolean full =
                draft.type().shown() && id + 1 >= Limits.EVENTS && draft.type().effect() != EventType.Effect.END;
        Draft kept = full
                ? new Draft(
                        EventType.EXECUTION_FAILED,
                        frames.root(),
                        Failure.of(
                                        ErrorName.RUNTIME,
                                        "The execution reached the maximum number of history events (" + Limits.EVENTS
                                                + ").")
                                .into(Json.object()))
                : draft;
        boolean shown = kept.type().shown();
        Event event = new Event(
                sequence + 1,
                shown ? id + 1 : 0,
                shown ? kept.frame().last : 0,
                kept.type(),
                now,
                kept.frame().id,
                kept.data());
        apply(event);
        events.add(event);
    }

    /** What must be under way now; nothing once the execution has ended. In the order in which it came up; a copy. */
    public List<Work> pending() {
        if (status != Status.RUNNING) {
            return List.of();
        }
        List<Work> works = new ArrayList<>(frames.pending().all());
        Long timeout = definition.timeout();
        if (timeout != null) {
            Instant begun = redriven == null ? started : redriven;
            works.add(new Work.Timer(timerId(), begun.plusSeconds(timeout)));
        }
        return works;
    }

    private String timerId() {
        return redrives == 0 ? TIMER : TIMER + "-" + redrives;
    }

    /** The pending work with an id. */
    public Optional<Work> find(String work) {
        return pending().stream().filter(each -> each.id().equals(work)).findFirst();
    }

    /** The pending task that a token was given to. */
    public Optional<Work.Task> findTask(String token) {
        for (Work work : pending()) {
            if (work instanceof Work.Task task && token.equals(task.token())) {
                return Optional.of(task);
            }
        }
        return Optional.empty();
    }

    public Definition definition() {
        return definition;
    }

    public Start start() {
        return start;
    }

    public Instant started() {
        return started;
    }

    public Status status() {
        return status;
    }

    /** Once it has succeeded. */
    public Optional<JsonNode> output() {
        return Optional.ofNullable(output);
    }

    /** Of its end; empty when that had none. */
    public Optional<String> error() {
        return Optional.ofNullable(failure.error());
    }

    public Optional<String> cause() {
        return Optional.ofNullable(failure.cause());
    }

    public Optional<Instant> ended() {
        return Optional.ofNullable(ended);
    }

    public int redrives() {
        return redrives;
    }

    Optional<Instant> redriven() {
        return Optional.ofNullable(redriven);
    }

    /** The states that it is in: of each branch and iteration its own, the innermost ones. */
    public Map<String, Integer> states() {
        Map<String, Integer> states = new LinkedHashMap<>();
        if (status == Status.RUNNING) {
            frames.eachInnermost(frame -> states.merge(frame.state, 1, Integer::sum));
        }
        return Collections.unmodifiableMap(states);
    }
}
