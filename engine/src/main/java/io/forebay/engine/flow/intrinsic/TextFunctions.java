package io.forebay.engine.flow.intrinsic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Functions of strings. */
final class TextFunctions {
    private TextFunctions() {}

    /** The template keeps its escapes: {@code \{}, {@code \}}, {@code \'} and {@code \\} stand for themselves. */
    static JsonNode format(List<JsonNode> arguments) {
        String template = Arguments.text(arguments.get(0));
        StringBuilder text = new StringBuilder(template.length() + 32);
        int next = 1;
        for (int place = 0; place < template.length(); place++) {
            char letter = template.charAt(place);
            if (letter == '\\' && place + 1 < template.length() && "{}'\\".indexOf(template.charAt(place + 1)) >= 0) {
                text.append(template.charAt(++place));
            } else if (letter == '{' && place + 1 < template.length() && template.charAt(place + 1) == '}') {
                if (next == arguments.size()) {
                    throw unequal(template, arguments.size() - 1);
                }
                render(arguments.get(next++), text);
                place++;
            } else if (letter == '{' || letter == '}') {
                throw StateFailure.runtime("A brace of '" + template + "' is not part of a {} and not escaped");
            } else {
                text.append(letter);
            }
        }
        if (next != arguments.size()) {
            throw unequal(template, arguments.size() - 1);
        }
        return TextNode.valueOf(text.toString());
    }

    private static StateFailure unequal(String template, int arguments) {
        return StateFailure.runtime(
                "The number of {} in '" + template + "' is not that of the arguments, " + arguments);
    }

    /** As Java prints maps and lists; strings without quotes. */
    private static void render(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            text.append('{');
            Iterator<Map.Entry<String, JsonNode>> members = value.fields();
            while (members.hasNext()) {
                Map.Entry<String, JsonNode> member = members.next();
                text.append(member.getKey()).append('=');
                render(member.getValue(), text);
                text.append(members.hasNext() ? ", " : "");
            }
            text.append('}');
        } else if (value.isArray()) {
            text.append('[');
            for (int place = 0; place < value.size(); place++) {
                text.append(place == 0 ? "" : ", ");
                render(value.get(place), text);
            }
            text.append(']');
        } else {
            text.append(Json.plain(value));
        }
    }

    /** Of a blank text: null. */
    static JsonNode stringToJson(JsonNode argument) {
        String text = Arguments.text(argument);
        if (text.isBlank()) {
            return NullNode.getInstance();
        }
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw StateFailure.runtime("The string is no JSON: " + e.getOriginalMessage());
        }
    }

    static JsonNode jsonToString(JsonNode argument) {
        return TextNode.valueOf(Json.text(argument));
    }

    /** At each of the delimiters' characters; empty pieces are left out. */
    static JsonNode split(JsonNode argument, JsonNode delimiters) {
        String text = Arguments.text(argument);
        String letters = Arguments.text(delimiters);
        ArrayNode pieces = Json.array();
        int begin = 0;
        for (int place = 0; place <= text.length(); place++) {
            if (place == text.length() || letters.indexOf(text.charAt(place)) >= 0) {
                if (place > begin) {
                    pieces.add(text.substring(begin, place));
                }
                begin = place + 1;
            }
        }
        return pieces;
    }
}
