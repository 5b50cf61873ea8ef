package io.forebay.engine.flow.host;

import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.run.EventType;
import io.forebay.engine.flow.run.FailedState;
import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.watch.FlowListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener of one execution. Used by one thread at a time. */
final class Telling {
    private static final Logger log = LoggerFactory.getLogger(Telling.class);

    private final FlowListener listener;
    private final String machine;
    private final boolean child;
    /** What is under way, by its branch or iteration. */
    private final Map<Long, Event> tasks = new HashMap<>();

    /** @param before what has happened already, and is not told */
    Telling(FlowListener listener, Summary execution, List<Event> before) {
        this.listener = listener;
        this.machine = Views.machine(execution);
        this.child = execution.child();
        before.forEach(this::task);
    }

    void started() {
        guarded(() -> listener.started(machine, child));
    }

    void tell(List<Event> happened) {
        guarded(() -> happened.forEach(this::tell));
    }

    private void tell(Event event) {
        EventType.Effect effect = event.type().effect();
        if (effect == EventType.Effect.ENTERED) {
            listener.entered(machine);
        }
        task(event)
                .ifPresent(task -> listener.taskEnded(
                        service(task),
                        Duration.between(task.timestamp(), event.timestamp()),
                        effect == EventType.Effect.SUCCEEDED));
    }

    /** Remembers what is under way. @return the attempt that the event ends */
    private Optional<Event> task(Event event) {
        return switch (event.type().effect()) {
            case SCHEDULED -> {
                tasks.put(event.frame(), event);
                yield Optional.empty();
            }
            case SUCCEEDED, FAILED -> Optional.ofNullable(tasks.remove(event.frame()));
            default -> Optional.empty();
        };
    }

    /** Not the names of functions and activities: they may be many. */
    private static String service(Event task) {
        return switch (task.type()) {
            case LAMBDA_FUNCTION_SCHEDULED -> "lambda";
            case ACTIVITY_SCHEDULED -> "activity";
            default ->
                task.data().path("resourceType").asText() + ":"
                        + task.data().path("resource").asText();
        };
    }

    void ended(Summary execution, List<Event> events) {
        boolean failed = execution.status() == Status.FAILED || execution.status() == Status.TIMED_OUT;
        guarded(() -> listener.ended(Views.over(execution), failed ? FailedState.of(events) : Optional.empty()));
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.warn("what watches executions has failed", e);
        }
    }
}
