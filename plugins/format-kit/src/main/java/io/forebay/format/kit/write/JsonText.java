package io.forebay.format.kit.write;

import java.util.Locale;

/** JSON as one line without needless blanks. SOURCE: RFC 8259. */
public final class JsonText {
    private JsonText() {}

    /** A string in its quotes: control characters, quotes and backslashes escaped, all else as it is. */
    public static void string(String text, RowBytes out) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        out.add(quoted.append('"').toString());
    }

    /** A JSON text without the white space that is outside of its strings. */
    public static void compact(String json, RowBytes out) {
        StringBuilder compact = new StringBuilder(json.length());
        boolean inside = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inside && c == '\\' && i + 1 < json.length()) {
                compact.append(c).append(json.charAt(++i));
                continue;
            }
            inside ^= c == '"';
            if (inside || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) {
                compact.append(c);
            }
        }
        out.add(compact.toString());
    }
}
