package io.forebay.engine.flow.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.engine.flow.value.Chance;
import io.forebay.engine.flow.value.StateFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All intrinsic functions. Each may throw a {@link StateFailure}. Source: the Step Functions Developer Guide,
 * "Intrinsic functions for JSONPath states".
 */
public enum Function {
    FORMAT("Format", 1, Integer.MAX_VALUE, (a, c) -> TextFunctions.format(a)),
    STRING_TO_JSON("StringToJson", 1, 1, (a, c) -> TextFunctions.stringToJson(a.get(0))),
    JSON_TO_STRING("JsonToString", 1, 1, (a, c) -> TextFunctions.jsonToString(a.get(0))),
    STRING_SPLIT("StringSplit", 2, 2, (a, c) -> TextFunctions.split(a.get(0), a.get(1))),
    ARRAY("Array", 0, Integer.MAX_VALUE, (a, c) -> ArrayFunctions.array(a)),
    ARRAY_PARTITION("ArrayPartition", 2, 2, (a, c) -> ArrayFunctions.partition(a.get(0), a.get(1))),
    ARRAY_CONTAINS("ArrayContains", 2, 2, (a, c) -> ArrayFunctions.contains(a.get(0), a.get(1))),
    ARRAY_RANGE("ArrayRange", 3, 3, (a, c) -> ArrayFunctions.range(a.get(0), a.get(1), a.get(2))),
    ARRAY_ITEM("ArrayGetItem", 2, 2, (a, c) -> ArrayFunctions.item(a.get(0), a.get(1))),
    ARRAY_LENGTH("ArrayLength", 1, 1, (a, c) -> ArrayFunctions.length(a.get(0))),
    ARRAY_UNIQUE("ArrayUnique", 1, 1, (a, c) -> ArrayFunctions.unique(a.get(0))),
    BASE64_ENCODE("Base64Encode", 1, 1, (a, c) -> EncodingFunctions.encode(a.get(0))),
    BASE64_DECODE("Base64Decode", 1, 1, (a, c) -> EncodingFunctions.decode(a.get(0))),
    HASH("Hash", 2, 2, (a, c) -> EncodingFunctions.hash(a.get(0), a.get(1))),
    JSON_MERGE("JsonMerge", 3, 3, (a, c) -> ArrayFunctions.merge(a.get(0), a.get(1), a.get(2))),
    MATH_ADD("MathAdd", 2, 2, (a, c) -> NumberFunctions.add(a.get(0), a.get(1))),
    MATH_RANDOM("MathRandom", 2, 3, NumberFunctions::random),
    UUID("UUID", 0, 0, (a, c) -> TextNode.valueOf(c.uuid().toString()));

    private final String label;
    private final int least;
    private final int most;
    private final BiFunction<List<JsonNode>, Chance, JsonNode> body;

    Function(String label, int least, int most, BiFunction<List<JsonNode>, Chance, JsonNode> body) {
        this.label = "States." + label;
        this.least = least;
        this.most = most;
        this.body = body;
    }

    /** As in {@code States.Format}. */
    public static Optional<Function> find(String label) {
        for (Function function : values()) {
            if (function.label.equals(label)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    public boolean takes(int arguments) {
        return arguments >= least && arguments <= most;
    }

    public JsonNode call(List<JsonNode> arguments, Chance chance) {
        try {
            return body.apply(arguments, chance);
        } catch (ArithmeticException e) {
            throw StateFailure.runtime("The result does not fit 64 bits");
        }
    }
}
