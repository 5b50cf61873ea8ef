package io.forebay.engine.flow.data;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.engine.flow.value.Json;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Our trees as the maps and lists that JSONata takes, and back. What it takes is used by one thread. */
final class JavaValues {
    private JavaValues() {}

    static @Nullable Object of(JsonNode node) {
        if (node.isObject()) {
            return new Members(node);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>(node.size());
            for (JsonNode element : node) {
                list.add(of(element));
            }
            return list;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isNumber()) {
            return number(node);
        }
        return node.isBoolean() ? node.booleanValue() : null;
    }

    private static Number number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            return node.intValue();
        }
        return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : node.doubleValue();
    }

    /** Empty for what JSON has not: functions and patterns. */
    static Optional<JsonNode> tree(@Nullable Object value) {
        if (value == null || value == Jsonata.NULL_VALUE) {
            return Optional.of(NullNode.getInstance());
        }
        if (value instanceof String text) {
            return Optional.of(TextNode.valueOf(text));
        }
        if (value instanceof Boolean truth) {
            return Optional.of(BooleanNode.valueOf(truth));
        }
        if (value instanceof Number number) {
            return Optional.of(tree(number));
        }
        if (value instanceof Map<?, ?> map) {
            return members(map);
        }
        return value instanceof List<?> list ? elements(list) : Optional.empty();
    }

    private static JsonNode tree(Number number) {
        if (number instanceof Integer value) {
            return IntNode.valueOf(value);
        }
        if (number instanceof Long value) {
            return LongNode.valueOf(value);
        }
        return DecimalNode.valueOf(new BigDecimal(number.toString()));
    }

    private static Optional<JsonNode> members(Map<?, ?> map) {
        ObjectNode object = Json.object();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Optional<JsonNode> member = tree(entry.getValue());
            if (member.isEmpty()) {
                return Optional.empty();
            }
            object.set(String.valueOf(entry.getKey()), member.get());
        }
        return Optional.of(object);
    }

    private static Optional<JsonNode> elements(List<?> list) {
        ArrayNode array = Json.array();
        for (Object element : list) {
            Optional<JsonNode> tree = tree(element);
            if (tree.isEmpty()) {
                return Optional.empty();
            }
            array.add(tree.get());
        }
        return Optional.of(array);
    }

    /** An object's members, each made when it is asked for: an expression reads little of what it could. */
    private static final class Members extends AbstractMap<String, @Nullable Object> {
        private final JsonNode object;
        private final Map<String, Object> made = new HashMap<>();

        Members(JsonNode object) {
            this.object = object;
        }

        @Override
        public int size() {
            return object.size();
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return name instanceof String text && object.has(text);
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            return name instanceof String text && object.has(text)
                    ? made.computeIfAbsent(text, member -> of(object.get(member)))
                    : null;
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            object.fieldNames().forEachRemaining(name -> all.put(name, get(name)));
            return all.entrySet();
        }
    }
}
