package io.forebay.engine.flow.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** How many bytes of UTF-8 a tree would be as text, without writing it. */
public final class JsonSize {
    private JsonSize() {}

    public static long of(JsonNode node) {
        if (node.isTextual()) {
            return quoted(node.textValue());
        }
        if (node.isObject()) {
            long size = 2 + Math.max(0, node.size() - 1);
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                size += quoted(member.getKey()) + 1 + of(member.getValue());
            }
            return size;
        }
        if (node.isArray()) {
            long size = 2 + Math.max(0, node.size() - 1);
            for (JsonNode element : node) {
                size += of(element);
            }
            return size;
        }
        return node.asText().length();
    }

    private static long quoted(String text) {
        long size = 2;
        for (int place = 0; place < text.length(); place++) {
            size += bytes(text.charAt(place));
        }
        return size;
    }

    private static int bytes(char letter) {
        if (letter < ' ') {
            return letter == '\n' || letter == '\r' || letter == '\t' || letter == '\b' || letter == '\f' ? 2 : 6;
        }
        if (letter < 0x80) {
            return letter == '"' || letter == '\\' ? 2 : 1;
        }
        if (letter < 0x800 || Character.isSurrogate(letter)) {
            return 2;
        }
        return 3;
    }
}
