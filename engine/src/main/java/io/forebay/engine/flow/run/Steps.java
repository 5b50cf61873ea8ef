package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.NoSuchPath;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.definition.Catcher;
import io.forebay.engine.flow.definition.Resource;
import io.forebay.engine.flow.definition.Retrier;
import io.forebay.engine.flow.definition.State;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;
import java.time.Instant;
import java.util.List;

/** The next event of a frame: a function of what the frame is, of chance and the time. Nothing is changed here. */
final class Steps {
    private final DataFlow flow;

    Steps(DataFlow flow) {
        this.flow = flow;
    }

    Draft next(Frame frame, long sequence, Instant now) {
        try {
            return step(frame, flow.scope(frame, sequence, now));
        } catch (NoSuchPath e) {
            return failed(frame, e.failure());
        } catch (StateFailure e) {
            return failed(frame, e);
        }
    }

    private Draft step(Frame frame, Scope scope) {
        State state = frame.current();
        return switch (frame.phase) {
            case ENTER -> entered(frame, state);
            case ENTERED -> state.accept(new Starter(flow, frame, scope));
            case SCHEDULED -> started(frame, (State.Task) state);
            case SUCCEEDED -> new Draft(EventType.exited(state), frame, exit(frame, state, scope));
            case FAILED -> recover(frame, state, scope);
            case DONE -> done(frame);
            case WORKING, RETRY ->
                frame.run == null
                        ? Gathering.next(frame, flow, scope)
                        : MapRunSteps.next(frame, frame.run, flow, scope);
        };
    }

    private static Draft entered(Frame frame, State state) {
        ObjectNode data = Json.object().put("name", frame.state);
        data.set("input", frame.input);
        return new Draft(EventType.entered(state), frame, data);
    }

    private static Draft started(Frame frame, State.Task task) {
        Resource resource = task.resource();
        EventType type =
                resource.kind() == Resource.Kind.LAMBDA ? EventType.LAMBDA_FUNCTION_STARTED : EventType.TASK_STARTED;
        return new Draft(type, frame, Signals.named(resource, Json.object()));
    }

    private static Draft done(Frame frame) {
        if (frame.parent != null) {
            return new Draft(EventType.MAP_ITERATION_SUCCEEDED, frame, iteration(frame));
        }
        ObjectNode data = Json.object().set("output", frame.resultOr(Json.object()));
        return new Draft(EventType.EXECUTION_SUCCEEDED, frame, data);
    }

    static ObjectNode iteration(Frame frame) {
        String name = frame.parent == null ? "" : frame.parent.state;
        return Json.object().put("name", name).put("index", frame.index);
    }

    private ObjectNode exit(Frame frame, State state, Scope scope) {
        return state instanceof State.Working working
                ? flow.worked(state, working.filters(), frame.resultOr(frame.input), scope)
                : flow.passed(state, scope);
    }

    private Draft recover(Frame frame, State state, Scope scope) {
        Failure failure = frame.failure();
        State.Recovery recovery = state instanceof State.Working working ? working.recovery() : State.Recovery.NONE;
        if (frame.caught) {
            return unhandled(frame, failure);
        }
        List<Retrier> retriers = recovery.retriers();
        for (int place = 0; place < retriers.size(); place++) {
            Retrier retrier = retriers.get(place);
            if (failure.takenBy(retrier.errors())) {
                int attempt = frame.attempts.getOrDefault(place, 0) + 1;
                if (attempt <= retrier.attempts()) {
                    return retry(frame, retrier, place, attempt, scope);
                }
                break;
            }
        }
        for (Catcher catcher : recovery.catchers()) {
            if (failure.takenBy(catcher.errors())) {
                return caught(frame, state, catcher, failure, scope);
            }
        }
        return unhandled(frame, failure);
    }

    private static Draft retry(Frame frame, Retrier retrier, int place, int attempt, Scope scope) {
        long delay = retrier.delay(attempt);
        long wait = retrier.jitter() ? (long) (scope.chance().fraction() * (delay + 1)) : delay;
        ObjectNode data = Json.object().put("retrier", place).put("attempt", attempt);
        data.put("due", scope.now().plusMillis(wait).toEpochMilli());
        return new Draft(EventType.RETRY_SCHEDULED, frame, data);
    }

    /** What fails here is not caught again. */
    private Draft caught(Frame frame, State state, Catcher catcher, Failure failure, Scope scope) {
        Draft draft;
        try {
            return new Draft(EventType.exited(state), frame, flow.caught(state, catcher, failure.output(), scope));
        } catch (NoSuchPath e) {
            draft = failed(frame, e.failure());
        } catch (StateFailure e) {
            draft = failed(frame, e);
        }
        draft.data().put("caught", true);
        return draft;
    }

    private static Draft unhandled(Frame frame, Failure failure) {
        if (frame.parent == null) {
            return new Draft(EventType.EXECUTION_FAILED, frame, failure.into(Json.object()));
        }
        return frame.item == null
                ? new Draft(EventType.BRANCH_FAILED, frame, Json.object())
                : new Draft(EventType.MAP_ITERATION_FAILED, frame, iteration(frame));
    }

    private static Draft failed(Frame frame, StateFailure failure) {
        String location = failure.location();
        String cause = failure.failureCause();
        ObjectNode data = Json.object();
        if (failure.error().equals(ErrorName.QUERY) && location != null) {
            Failure.of(failure.error(), cause).into(data);
            data.put("location", location).put("state", frame.state);
            return new Draft(EventType.EVALUATION_FAILED, frame, data);
        }
        boolean prefixed = failure.error().equals(ErrorName.RUNTIME) && !failure.told();
        String text = prefixed
                ? "An error occurred while executing the state '" + frame.state + "' (entered at the event id #"
                        + frame.enteredId + "). " + cause
                : cause;
        return new Draft(
                EventType.STATE_FAILED, frame, Failure.of(failure.error(), text).into(data));
    }
}
