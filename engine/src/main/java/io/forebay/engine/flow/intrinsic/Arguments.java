package io.forebay.engine.flow.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;

/** What a function may be given. */
final class Arguments {
    private Arguments() {}

    static String text(JsonNode argument) {
        if (!argument.isTextual()) {
            throw bad(argument, "a string");
        }
        return argument.textValue();
    }

    static JsonNode array(JsonNode argument) {
        if (!argument.isArray()) {
            throw bad(argument, "an array");
        }
        return argument;
    }

    static JsonNode object(JsonNode argument) {
        if (!argument.isObject()) {
            throw bad(argument, "an object");
        }
        return argument;
    }

    /** Rounded as {@link Math#round(double)} does: halves go up. */
    static long integer(JsonNode argument) {
        if (!argument.isNumber()) {
            throw bad(argument, "a number");
        }
        if (argument.isIntegralNumber()) {
            if (!argument.canConvertToLong()) {
                throw bad(argument, "a number of 64 bits");
            }
            return argument.longValue();
        }
        return Math.round(argument.doubleValue());
    }

    static StateFailure bad(JsonNode argument, String wanted) {
        return StateFailure.runtime("The argument " + Json.text(argument) + " is not " + wanted);
    }
}
