package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.definition.NumberField;
import io.forebay.engine.flow.definition.Resource;
import io.forebay.engine.flow.definition.State;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.StateFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The first thing that a state does once it is entered. */
final class Starter implements State.Visitor<Draft> {
    private final DataFlow flow;
    private final Frame frame;
    private final Scope scope;

    Starter(DataFlow flow, Frame frame, Scope scope) {
        this.flow = flow;
        this.frame = frame;
        this.scope = scope;
    }

    @Override
    public Draft pass(State.Pass state) {
        ObjectNode exit;
        if (state.common().jsonata()) {
            exit = flow.passed(state, scope);
        } else {
            JsonNode parameters = DataFlow.parameters(state, state.filters(), scope);
            JsonNode result = state.result();
            exit = flow.worked(state, state.filters(), result == null ? parameters : result, scope);
        }
        return new Draft(EventType.PASS_STATE_EXITED, frame, exit);
    }

    @Override
    public Draft choice(State.Choice state) {
        State.Common common = state.common();
        Scope asked = common.jsonata() ? scope : scope.withInput(DataFlow.selected(state, scope));
        for (State.Rule rule : state.rules()) {
            if (rule.condition().holds(asked)) {
                ObjectNode exit = flow.passed(state, rule.next(), rule.output(), rule.assign(), scope);
                return new Draft(EventType.CHOICE_STATE_EXITED, frame, exit);
            }
        }
        String otherwise = state.otherwise();
        if (otherwise == null) {
            throw StateFailure.runtime(
                    "No rule of the Choice state '" + state.name() + "' holds, and it has no Default");
        }
        ObjectNode exit = flow.passed(state, otherwise, common.output(), common.assign(), scope);
        return new Draft(EventType.CHOICE_STATE_EXITED, frame, exit);
    }

    @Override
    public Draft await(State.Wait state) {
        Instant due = Waiting.due(state, DataFlow.selected(state, scope), scope);
        if (!due.isAfter(scope.now())) {
            return new Draft(EventType.WAIT_STATE_EXITED, frame, flow.passed(state, scope));
        }
        return new Draft(EventType.WAIT_SCHEDULED, frame, Json.object().put("due", due.toEpochMilli()));
    }

    @Override
    public Draft succeed(State.Succeed state) {
        return new Draft(EventType.SUCCEED_STATE_EXITED, frame, flow.passed(state, scope));
    }

    @Override
    public Draft fail(State.Fail state) {
        String error = state.error() == null ? null : state.error().text(scope);
        String cause = state.cause() == null ? null : state.cause().text(scope);
        return new Draft(EventType.STATE_FAILED, frame, Failure.of(error, cause).into(Json.object()));
    }

    @Override
    public Draft task(State.Task state) {
        Resource resource = state.resource();
        ObjectNode data = Json.object();
        Scope seen = scope;
        if (resource.pattern() == Resource.Pattern.TOKEN || resource.kind() == Resource.Kind.ACTIVITY) {
            String token = scope.chance().uuid() + "-" + scope.chance().uuid();
            data.put("token", token);
            ObjectNode context = flow.context(frame);
            context.putObject("Task").put("Token", token);
            seen = scope.withContext(() -> context);
        }
        JsonNode parameters = DataFlow.parameters(state, state.filters(), seen);
        if (resource.kind() == Resource.Kind.SERVICE) {
            data.put("resourceType", resource.type())
                    .put("resource", resource.action())
                    .put("region", region(resource));
            data.set("parameters", parameters);
        } else {
            data.put("resource", resource.arn());
            data.set("input", parameters);
        }
        Scope selected = seen.withInput(DataFlow.selected(state, seen));
        Long timeout = seconds(state.timeout(), selected);
        Long heartbeat = seconds(state.heartbeat(), selected);
        if (timeout != null) {
            data.put("timeoutInSeconds", timeout);
        }
        if (heartbeat != null) {
            data.put("heartbeatInSeconds", heartbeat);
        }
        if (timeout != null && heartbeat != null && heartbeat >= timeout) {
            throw StateFailure.runtime("The heartbeat of " + heartbeat + " seconds is not less than the timeout of "
                    + timeout + " seconds");
        }
        if (state.credentials() != null) {
            data.set("credentials", state.credentials().value(selected));
        }
        EventType type = EventType.of(
                resource.kind(),
                EventType.TASK_SCHEDULED,
                EventType.LAMBDA_FUNCTION_SCHEDULED,
                EventType.ACTIVITY_SCHEDULED);
        return new Draft(type, frame, data);
    }

    private static String region(Resource resource) {
        String[] parts = resource.arn().split(":", 5);
        return parts.length > 3 ? parts[3] : "";
    }

    private static @Nullable Long seconds(@Nullable NumberField field, Scope scope) {
        if (field == null) {
            return null;
        }
        return field.integer(scope, 1, Limits.SECONDS);
    }

    @Override
    public Draft parallel(State.Parallel state) {
        ObjectNode data = Json.object().set("input", DataFlow.parameters(state, state.filters(), scope));
        return new Draft(EventType.PARALLEL_STATE_STARTED, frame, data);
    }

    @Override
    public Draft map(State.Map state) {
        return new Draft(EventType.MAP_STATE_STARTED, frame, MapPlan.of(state, scope));
    }
}
