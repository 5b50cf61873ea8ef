package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.Expression;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.definition.Catcher;
import io.forebay.engine.flow.definition.State;
import io.forebay.engine.flow.value.Chance;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.Timestamps;
import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What goes into states and comes out of them. Source: Amazon States Language, "Input and Output Processing". */
final class DataFlow {
    private final Execution execution;
    private final LongFunction<Chance> chances;

    DataFlow(Execution execution, LongFunction<Chance> chances) {
        this.execution = execution;
        this.chances = chances;
    }

    /** What a frame's state sees. @param sequence of the event that it is for */
    Scope scope(Frame frame, long sequence, Instant now) {
        return new Scope(frame.input, () -> context(frame), frame.variables, chances.apply(sequence), now);
    }

    String machineId() {
        return execution.start().machineId();
    }

    ObjectNode context(Frame frame) {
        Start start = execution.start();
        ObjectNode context = Json.object();
        ObjectNode whole = context.putObject("Execution");
        whole.put("Id", start.id());
        whole.set("Input", start.input());
        whole.put("Name", start.name()).put("RoleArn", start.roleArn());
        whole.put("StartTime", Timestamps.text(execution.started()));
        whole.put("RedriveCount", execution.redrives());
        execution.redriven().ifPresent(instant -> whole.put("RedriveTime", Timestamps.text(instant)));
        context.putObject("StateMachine").put("Id", start.machineId()).put("Name", start.machineName());
        context.putObject("State")
                .put("Name", frame.state)
                .put("EnteredTime", Timestamps.text(frame.enteredAt))
                .put("RetryCount", frame.retries());
        ObjectNode map = frame.mapContext();
        if (map != null) {
            context.set("Map", map);
        }
        return context;
    }

    /** After InputPath; the input itself with JSONata. */
    static JsonNode selected(State state, Scope scope) {
        State.Common common = state.common();
        return common.jsonata() ? scope.input() : common.input().of(scope);
    }

    /** After Parameters, or Arguments. */
    static JsonNode parameters(State state, State.Filters filters, Scope scope) {
        JsonNode selected = selected(state, scope);
        Expression template = filters.parameters();
        return template == null ? selected : Limits.check(template.value(scope.withInput(selected)), state.name());
    }

    /** A state that worked: ResultSelector, ResultPath, Assign, OutputPath, or Output and Assign. */
    ObjectNode worked(State state, State.Filters filters, JsonNode result, Scope scope) {
        State.Common common = state.common();
        if (common.jsonata()) {
            return left(state, common.next(), common.output(), common.assign(), result, scope.withResult(result));
        }
        Expression selector = filters.selector();
        JsonNode chosen = selector == null ? result : selector.value(scope.withInput(result));
        JsonNode placed = filters.placement().place(scope.input(), chosen);
        JsonNode output = common.outputPath().of(scope.withInput(placed));
        return exit(state, common.next(), output, common.assign(), scope.withInput(chosen));
    }

    /** A state that only passes its input on. */
    ObjectNode passed(State state, Scope scope) {
        State.Common common = state.common();
        return passed(state, common.next(), common.output(), common.assign(), scope);
    }

    /** As {@link #passed(State, Scope)}, to where a rule says. */
    ObjectNode passed(
            State state, @Nullable String next, @Nullable Expression output, @Nullable Expression assign, Scope scope) {
        State.Common common = state.common();
        if (common.jsonata()) {
            return left(state, next, output, assign, scope.input(), scope);
        }
        JsonNode selected = selected(state, scope);
        Scope inner = scope.withInput(selected);
        return exit(state, next, common.outputPath().of(inner), assign, inner);
    }

    /** A state whose error was caught. */
    ObjectNode caught(State state, Catcher catcher, JsonNode error, Scope scope) {
        if (state.common().jsonata()) {
            return left(state, catcher.next(), catcher.output(), catcher.assign(), error, scope.withError(error));
        }
        JsonNode output = catcher.placement().place(scope.input(), error);
        return exit(state, catcher.next(), output, catcher.assign(), scope.withInput(error));
    }

    private static ObjectNode left(
            State state,
            @Nullable String next,
            @Nullable Expression output,
            @Nullable Expression assign,
            JsonNode otherwise,
            Scope scope) {
        JsonNode value = output == null ? otherwise : output.value(scope);
        return exit(state, next, value, assign, scope);
    }

    private static ObjectNode exit(
            State state, @Nullable String next, JsonNode output, @Nullable Expression assign, Scope scope) {
        ObjectNode data = Json.object();
        data.put("name", state.name());
        data.set("output", Limits.check(output, state.name()));
        if (assign != null && assign.value(scope) instanceof ObjectNode values) {
            scope.variables().check(values, state.name());
            data.set("assignedVariables", values);
        }
        if (next != null) {
            data.put("next", next);
        }
        return data;
    }
}
