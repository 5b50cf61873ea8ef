package io.forebay.torture.format;

import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import java.util.ArrayList;
import java.util.List;

/** Delimited text: plain, with ESCAPE, with REMOVEQUOTES or with both. */
final class EscapeModel extends TextSplitter {
    private final char delimiter;
    private final boolean escape;
    private final boolean removeQuotes;
    private final List<Field> fields = new ArrayList<>();

    EscapeModel(ReadOptions options, char delimiter) {
        super(options);
        this.delimiter = delimiter;
        this.escape = has(options, ReadFlag.ESCAPE);
        this.removeQuotes = has(options, ReadFlag.REMOVEQUOTES);
    }

    @Override
    Found record(String text, int from) {
        fields.clear();
        int at = from;
        while (true) {
            int open = at;
            while (removeQuotes && at(text, open) == ' ' && delimiter != ' ') {
                open++;
            }
            char first = at(text, open);
            boolean quoted = removeQuotes && first != delimiter && (first == '"' || first == '\'');
            int end = quoted ? quoted(text, open) : unquoted(text, at);
            if (end < 0) {
                return new Found(List.copyOf(fields), true, -end - 1);
            }
            if (at(text, end) == '\n') {
                return new Found(List.copyOf(fields), false, end);
            }
            at = end + 1;
        }
    }

    private int unquoted(String text, int from) {
        int at = from;
        int escaped = -1;
        while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '\n') {
            if (escape && text.charAt(at) == '\\' && at + 1 < text.length()) {
                escaped = ++at;
            }
            at++;
        }
        boolean lineEnds = at(text, at) == '\n' && !(at < text.length() && text.charAt(at) == delimiter);
        int to = lineEnds && escaped != at - 1 ? withoutReturn(text, from, at) : at;
        add(text.substring(from, to), true);
        return at;
    }

    /** The end of the field, or below zero the newline at which the record breaks off. */
    private int quoted(String text, int open) {
        char quote = text.charAt(open);
        int at = open + 1;
        while (at < text.length() && text.charAt(at) != '\n') {
            if (text.charAt(at) == quote) {
                int end = at + 1 < text.length() && text.charAt(at + 1) == '\r' && at(text, at + 2) == '\n'
                        ? at + 2
                        : at + 1;
                if (at(text, end) == delimiter || at(text, end) == '\n') {
                    add(text.substring(open + 1, at), false);
                    return end;
                }
            }
            at += escape && text.charAt(at) == '\\' ? 2 : 1;
        }
        return -1 - Math.min(at, text.length());
    }

    private void add(String raw, boolean plain) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            if (escape && raw.charAt(i) == '\\' && i + 1 < raw.length()) {
                i++;
            }
            value.append(raw.charAt(i));
        }
        fields.add(new Field(utf8(raw), utf8(value.toString()), plain));
    }
}
