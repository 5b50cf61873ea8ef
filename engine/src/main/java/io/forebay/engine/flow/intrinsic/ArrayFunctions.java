package io.forebay.engine.flow.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.StateFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Functions of arrays and objects. */
final class ArrayFunctions {
    private ArrayFunctions() {}

    static JsonNode array(List<JsonNode> elements) {
        return Json.array().addAll(elements);
    }

    static JsonNode partition(JsonNode argument, JsonNode size) {
        JsonNode array = Arguments.array(argument);
        long most = Arguments.integer(size);
        if (most < 1) {
            throw Arguments.bad(size, "a positive number");
        }
        ArrayNode parts = Json.array();
        ArrayNode part = Json.array();
        for (JsonNode element : array) {
            if (part.size() == 0 || part.size() == most) {
                part = parts.addArray();
            }
            part.add(element);
        }
        return parts;
    }

    static JsonNode contains(JsonNode argument, JsonNode wanted) {
        for (JsonNode element : Arguments.array(argument)) {
            if (Json.same(element, wanted)) {
                return BooleanNode.TRUE;
            }
        }
        return BooleanNode.FALSE;
    }

    /** The last number is part of it when a step meets it. */
    static JsonNode range(JsonNode first, JsonNode last, JsonNode step) {
        long begin = Arguments.integer(first);
        long end = Arguments.integer(last);
        long width = Arguments.integer(step);
        if (width == 0) {
            throw Arguments.bad(step, "a number other than 0");
        }
        ArrayNode range = Json.array();
        for (long value = begin; width > 0 ? value <= end : value >= end; value = Math.addExact(value, width)) {
            if (range.size() == Limits.RANGE) {
                throw StateFailure.runtime("The range has more than " + Limits.RANGE + " elements");
            }
            range.add(NumberFunctions.number(value));
        }
        return range;
    }

    static JsonNode item(JsonNode argument, JsonNode index) {
        JsonNode array = Arguments.array(argument);
        long place = Arguments.integer(index);
        if (place < 0 || place >= array.size()) {
            throw StateFailure.runtime("The array of " + array.size() + " elements has none at " + place);
        }
        return array.get((int) place);
    }

    static JsonNode length(JsonNode argument) {
        return IntNode.valueOf(Arguments.array(argument).size());
    }

    /** The first of each value stays where it is. */
    static JsonNode unique(JsonNode argument) {
        ArrayNode unique = Json.array();
        Set<JsonNode> scalars = new HashSet<>();
        for (JsonNode element : Arguments.array(argument)) {
            boolean known = element.isValueNode() && !element.isNumber()
                    ? !scalars.add(element)
                    : contains(unique, element).booleanValue();
            if (!known) {
                unique.add(element);
            }
        }
        return unique;
    }

    /** Shallow: the service has no other yet. */
    static JsonNode merge(JsonNode first, JsonNode second, JsonNode deep) {
        ObjectNode merged = Json.object();
        merged.setAll((ObjectNode) Arguments.object(first));
        merged.setAll((ObjectNode) Arguments.object(second));
        if (!deep.isBoolean() || deep.booleanValue()) {
            throw Arguments.bad(deep, "false: only shallow merging is supported");
        }
        return merged;
    }
}
