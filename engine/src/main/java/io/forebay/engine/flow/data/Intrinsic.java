package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.intrinsic.Function;
import io.forebay.engine.flow.value.StateFailure;
import java.util.ArrayList;
import java.util.List;

/** The call of an intrinsic function. */
record Intrinsic(String text, Function function, List<Expression> arguments) implements Expression {
    Intrinsic {
        arguments = List.copyOf(arguments);
    }

    @Override
    public JsonNode value(Scope scope) {
        List<JsonNode> values = new ArrayList<>(arguments.size());
        for (Expression argument : arguments) {
            values.add(argument.value(scope));
        }
        try {
            return function.call(values, scope.chance());
        } catch (StateFailure e) {
            throw new StateFailure(
                    e.error(), "The function '" + text + "' had the following error: " + e.failureCause());
        }
    }
}
