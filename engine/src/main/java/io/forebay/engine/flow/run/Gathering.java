package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.Expression;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.definition.State;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.util.Optional;

/** The next event of a Parallel state or an inline Map whose children are under way. */
final class Gathering {
    private Gathering() {}

    static Draft next(Frame frame, DataFlow flow, Scope scope) {
        Children children = Frames.children(frame);
        Failure failure = children.failure;
        boolean map = frame.current() instanceof State.Map;
        if (failure != null) {
            Optional<Draft> abort = abort(children);
            if (abort.isPresent()) {
                return abort.get();
            }
            Failure reported = map ? failure : new Failure(failure.error(), failure.cause(), failure.heartbeat(), true);
            EventType type = map ? EventType.MAP_STATE_FAILED : EventType.PARALLEL_STATE_FAILED;
            return new Draft(type, frame, reported.into(Json.object()));
        }
        Item item = children.next();
        if (item != null) {
            return begin(frame, children, item, flow, scope);
        }
        EventType type = map ? EventType.MAP_STATE_SUCCEEDED : EventType.PARALLEL_STATE_SUCCEEDED;
        Limits.check(children.results(), frame.state);
        return new Draft(type, frame, Json.object());
    }

    private static Draft begin(Frame frame, Children children, Item item, DataFlow flow, Scope scope) {
        State.Map state = (State.Map) frame.current();
        ObjectNode data = Json.object().put("name", frame.state).put("index", item.index());
        data.set("value", input(state, frame, children.input(), item, flow, scope));
        return new Draft(EventType.MAP_ITERATION_STARTED, frame, data);
    }

    /** What an iteration, or a child execution, gets. */
    static JsonNode input(State.Map state, Frame frame, JsonNode effective, Item item, DataFlow flow, Scope scope) {
        Expression selector = state.filters().parameters();
        if (selector == null) {
            return item.value();
        }
        ObjectNode context = flow.context(frame);
        context.putObject("Map").set("Item", item.context());
        Scope seen = scope.withInput(effective).withContext(() -> context);
        return Limits.check(selector.value(seen), state.name());
    }

    /** The innermost first. */
    private static Optional<Draft> abort(Children children) {
        for (Frame child : children.frames()) {
            if (child.live()) {
                Optional<Draft> draft = abort(child);
                if (draft.isPresent()) {
                    return draft;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Draft> abort(Frame child) {
        if (child.children != null) {
            Optional<Draft> inner = abort(child.children);
            if (inner.isPresent()) {
                return inner;
            }
        }
        if (child.run != null && child.run.begun() && !child.run.over) {
            return Optional.of(new Draft(EventType.MAP_RUN_ABORTED, child, Json.object()));
        }
        boolean iteration = child.item != null;
        if (child.phase == Phase.DONE) {
            return iteration
                    ? Optional.of(new Draft(EventType.MAP_ITERATION_SUCCEEDED, child, Steps.iteration(child)))
                    : Optional.empty();
        }
        EventType type = EventType.aborted(child.current());
        boolean underway = child.phase == Phase.WORKING || child.phase == Phase.RETRY || child.phase == Phase.SCHEDULED;
        if (underway && type != EventType.STATE_FAILED) {
            return Optional.of(new Draft(type, child, Json.object()));
        }
        return iteration
                ? Optional.of(new Draft(EventType.MAP_ITERATION_ABORTED, child, Steps.iteration(child)))
                : Optional.empty();
    }
}
