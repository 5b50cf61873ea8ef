package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Chance;
import io.forebay.engine.flow.value.Json;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an expression sees: {@code $}, {@code $$}, variables, chance and the time. In JSONata states {@code $} is what
 * {@code $states.input} is, and a result or an error may be there beside it. Used by one thread.
 */
public final class Scope {
    private final JsonNode input;
    private final Supplier<? extends JsonNode> context;
    private final Variables variables;
    private final Chance chance;
    private final Instant now;
    private final @Nullable JsonNode result;
    private final @Nullable JsonNode errorOutput;
    private @Nullable Object states;

    public Scope(
            JsonNode input, Supplier<? extends JsonNode> context, Variables variables, Chance chance, Instant now) {
        this(input, context, variables, chance, now, null, null);
    }

    private Scope(
            JsonNode input,
            Supplier<? extends JsonNode> context,
            Variables variables,
            Chance chance,
            Instant now,
            @Nullable JsonNode result,
            @Nullable JsonNode errorOutput) {
        this.input = input;
        this.context = context;
        this.variables = variables;
        this.chance = chance;
        this.now = now;
        this.result = result;
        this.errorOutput = errorOutput;
    }

    public Scope withInput(JsonNode other) {
        return other == input ? this : new Scope(other, context, variables, chance, now, result, errorOutput);
    }

    public Scope withContext(Supplier<? extends JsonNode> other) {
        return new Scope(input, other, variables, chance, now, result, errorOutput);
    }

    public Scope withResult(JsonNode value) {
        return new Scope(input, context, variables, chance, now, value, errorOutput);
    }

    public Scope withError(JsonNode value) {
        return new Scope(input, context, variables, chance, now, null, value);
    }

    public JsonNode input() {
        return input;
    }

    public JsonNode context() {
        return context.get();
    }

    public Variables variables() {
        return variables;
    }

    public Chance chance() {
        return chance;
    }

    public Instant now() {
        return now;
    }

    /** What {@code $states} is in JSONata. */
    @Nullable
    Object states() {
        if (states == null) {
            ObjectNode members = Json.object();
            members.set("input", input);
            members.set("context", context.get());
            if (result != null) {
                members.set("result", result);
            }
            if (errorOutput != null) {
                members.set("errorOutput", errorOutput);
            }
            states = JavaValues.of(members);
        }
        return states;
    }
}
