package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;

/** A value of a definition that may depend on the execution: compiled once, thread-safe. */
@FunctionalInterface
public interface Expression {
    /**
     * Never missing: JSON null is a {@code NullNode}.
     *
     * @throws io.forebay.engine.flow.value.StateFailure when there is no such value
     */
    JsonNode value(Scope scope);

    static Expression constant(JsonNode value) {
        return scope -> value;
    }
}
