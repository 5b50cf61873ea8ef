package io.forebay.engine.flow.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * JSON as executions hold it: numbers keep their literals ({@code 1.10} stays so), objects the order of their members.
 * A node that has been handed out is never changed again, so that events, inputs and variables may share it.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(500).build())
                    .build())
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonMapper LENIENT = MAPPER.rebuild()
            .disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** Takes the last of members with one name. */
    public static ObjectMapper mapper() {
        return LENIENT;
    }

    /** @throws JsonProcessingException when the text is no JSON, or only blank */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return present(LENIENT.readTree(text), text);
    }

    /** Refuses members of one name too, as a definition must have none. */
    public static JsonNode parseStrictly(String text) throws JsonProcessingException {
        return present(MAPPER.readTree(text), text);
    }

    private static JsonNode present(JsonNode node, String text) throws JsonProcessingException {
        if (node == null || node.isMissingNode()) {
            throw new JsonParseException(null, "No JSON in a text of " + text.length() + " characters");
        }
        return node;
    }

    /** Of a text that was written by {@link #text}. */
    public static JsonNode parseOwn(String text) {
        try {
            return parse(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON: " + text, e);
        }
    }

    /** Without blanks. */
    public static String text(JsonNode node) {
        try {
            return LENIENT.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that can't be written", e);
        }
    }

    public static ObjectNode object() {
        return LENIENT.getNodeFactory().objectNode();
    }

    public static ArrayNode array() {
        return LENIENT.getNodeFactory().arrayNode();
    }

    /** A string's own characters, else the JSON. */
    public static String plain(JsonNode node) {
        return node.isTextual() ? node.textValue() : text(node);
    }

    /** Deeply; 1 equals 1.0, the order of members does not count. */
    public static boolean same(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return compare(left, right) == 0;
        }
        if (left.isObject() && right.isObject()) {
            return sameMembers(left, right);
        }
        if (!left.isArray() || !right.isArray()) {
            return left.equals(right);
        }
        if (left.size() != right.size()) {
            return false;
        }
        for (int place = 0; place < left.size(); place++) {
            if (!same(left.get(place), right.get(place))) {
                return false;
            }
        }
        return true;
    }

    /** Of two numbers. */
    public static int compare(JsonNode left, JsonNode right) {
        if (left.canConvertToLong()
                && right.canConvertToLong()
                && left.isIntegralNumber()
                && right.isIntegralNumber()) {
            return Long.compare(left.longValue(), right.longValue());
        }
        return left.decimalValue().compareTo(right.decimalValue());
    }

    private static boolean sameMembers(JsonNode left, JsonNode right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : left.properties()) {
            JsonNode other = right.get(member.getKey());
            if (other == null || !same(member.getValue(), other)) {
                return false;
            }
        }
        return true;
    }
}
