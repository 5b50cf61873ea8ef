package io.forebay.engine.flow.data;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.intrinsic.EncodingFunctions;
import io.forebay.engine.flow.intrinsic.Function;
import io.forebay.engine.flow.value.Chance;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions that the service adds to JSONata, and those of it that must not ask a clock or chance of their own. Source:
 * the Step Functions Developer Guide, "Transforming data with JSONata in Step Functions".
 */
final class JsonataFunctions {
    /** With what each takes, in JSONata's own notation. */
    private static final Map<String, String> SIGNATURES = Map.of(
            "partition", "<an:a>",
            "range", "<nnn:a>",
            "hash", "<ss:s>",
            "random", "<n?:n>",
            "uuid", "<:s>",
            "parse", "<s:x>",
            "now", "<s?s?:s>",
            "millis", "<:n>");

    private JsonataFunctions() {}

    static List<String> usedBy(String expression) {
        return SIGNATURES.keySet().stream()
                .filter(name -> expression.contains("$" + name))
                .sorted()
                .toList();
    }

    static void bind(String name, Jsonata.Frame frame, Scope scope) {
        JFunctionCallable body = (input, arguments) -> {
            try {
                return call(name, arguments, scope);
            } catch (StateFailure e) {
                throw new JException(e.failureCause(), -1);
            }
        };
        frame.bind(name, new JFunction(body, SIGNATURES.getOrDefault(name, "<:x>")));
    }

    private static @Nullable Object call(String name, List<?> arguments, Scope scope) {
        return switch (name) {
            case "partition" -> intrinsic(Function.ARRAY_PARTITION, arguments, scope);
            case "range" -> intrinsic(Function.ARRAY_RANGE, arguments, scope);
            case "hash" -> EncodingFunctions.hash(text(arguments, 0), text(arguments, 1));
            case "random" -> chance(arguments, scope).fraction();
            case "uuid" -> scope.chance().uuid().toString();
            case "parse" -> parse(text(arguments, 0));
            case "now" ->
                Functions.dateTimeFromMillis(
                        scope.now().toEpochMilli(), optional(arguments, 0), optional(arguments, 1));
            case "millis" -> scope.now().toEpochMilli();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static @Nullable Object intrinsic(Function function, List<?> arguments, Scope scope) {
        List<JsonNode> trees = arguments.stream()
                .map(argument -> JavaValues.tree(argument)
                        .orElseThrow(() -> StateFailure.runtime("A function can't be part of an array here")))
                .toList();
        return JavaValues.of(function.call(trees, scope.chance()));
    }

    private static Chance chance(List<?> arguments, Scope scope) {
        return !arguments.isEmpty() && arguments.get(0) instanceof Number seed
                ? Chance.of(Double.doubleToLongBits(seed.doubleValue()))
                : scope.chance();
    }

    private static @Nullable Object parse(String text) {
        try {
            JsonNode tree = Json.parse(text);
            return tree.isNull() ? Jsonata.NULL_VALUE : JavaValues.of(tree);
        } catch (JsonProcessingException e) {
            throw StateFailure.runtime("The string is no JSON: " + e.getOriginalMessage());
        }
    }

    private static String text(List<?> arguments, int place) {
        return String.valueOf(arguments.get(place));
    }

    private static @Nullable String optional(List<?> arguments, int place) {
        return place < arguments.size() && arguments.get(place) instanceof String text ? text : null;
    }
}
