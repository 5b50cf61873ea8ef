package io.forebay.engine.flow.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.forebay.engine.flow.value.Chance;
import io.forebay.engine.flow.value.StateFailure;
import java.util.List;

/** Functions of numbers; each argument is rounded first. */
final class NumberFunctions {
    private NumberFunctions() {}

    static JsonNode add(JsonNode left, JsonNode right) {
        return number(Math.addExact(Arguments.integer(left), Arguments.integer(right)));
    }

    /** From the first to below the second number; the same for the same seed. */
    static JsonNode random(List<JsonNode> arguments, Chance chance) {
        long low = Arguments.integer(arguments.get(0));
        long high = Arguments.integer(arguments.get(1));
        if (low >= high) {
            throw StateFailure.runtime("The start number " + low + " is not less than the end number " + high);
        }
        Chance source = arguments.size() == 3 ? Chance.of(Arguments.integer(arguments.get(2))) : chance;
        double width = (double) high - (double) low;
        return number(Math.min(high - 1, low + (long) (source.fraction() * width)));
    }

    static JsonNode number(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }
}
