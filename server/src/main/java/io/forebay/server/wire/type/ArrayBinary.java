package io.forebay.server.wire.type;

import io.forebay.server.wire.message.MessageWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The binary form of an array of texts with one dimension. SOURCE: PostgreSQL 17, array_send in arrayfuncs.c. */
final class ArrayBinary {
    private final String literal;
    private int at = 1;

    private ArrayBinary(String literal) {
        this.literal = literal;
    }

    /** @param literal as {@code {a,"b c",NULL}} */
    static void write(String literal, MessageWriter out) {
        List<@Nullable String> elements = new ArrayBinary(literal).elements();
        out.int32(elements.isEmpty() ? 0 : 1);
        out.int32(elements.contains(null) ? 1 : 0);
        out.int32(PgType.TEXT);
        if (!elements.isEmpty()) {
            out.int32(elements.size());
            out.int32(1);
        }
        for (String element : elements) {
            if (element == null) {
                out.int32(-1);
            } else {
                byte[] bytes = element.getBytes(StandardCharsets.UTF_8);
                out.int32(bytes.length);
                out.bytes(bytes);
            }
        }
    }

    private List<@Nullable String> elements() {
        List<@Nullable String> elements = new ArrayList<>();
        while (literal.charAt(at) != '}') {
            elements.add(literal.charAt(at) == '"' ? quoted() : bare());
            if (literal.charAt(at) == ',') {
                at++;
            }
        }
        return elements;
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        at++;
        while (literal.charAt(at) != '"') {
            if (literal.charAt(at) == '\\') {
                at++;
            }
            text.append(literal.charAt(at));
            at++;
        }
        at++;
        return text.toString();
    }

    private @Nullable String bare() {
        int from = at;
        while (literal.charAt(at) != ',' && literal.charAt(at) != '}') {
            at++;
        }
        String text = literal.substring(from, at);
        return text.equals("NULL") ? null : text;
    }
}
