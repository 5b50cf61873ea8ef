package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.Expression;
import io.forebay.engine.flow.data.JsonataExpression;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;

/** The Error or Cause of a Fail state: written there, at a path, of an intrinsic call, or of JSONata. */
public record TextField(String name, String source, Expression expression) {
    /** @throws StateFailure when there is no string */
    public String text(Scope scope) {
        JsonNode value = expression.value(scope);
        if (value.isTextual()) {
            return value.textValue();
        }
        if (expression instanceof JsonataExpression jsonata) {
            throw jsonata.unexpected("string", value);
        }
        throw StateFailure.runtime("The JSONPath '" + source + "' specified for the field '" + name
                + "' does not refer to a string: " + Json.text(value));
    }
}
