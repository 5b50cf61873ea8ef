package io.forebay.torture.format;

import io.forebay.spi.format.ReadOptions;
import java.util.ArrayList;
import java.util.List;

/** CSV with quotes that are doubled inside quotes. */
final class CsvModel extends TextSplitter {
    private final char delimiter;
    private final char quote;
    private final List<Field> fields = new ArrayList<>();

    CsvModel(ReadOptions options, char delimiter, char quote) {
        super(options);
        this.delimiter = delimiter;
        this.quote = quote;
    }

    @Override
    Found record(String text, int from) {
        fields.clear();
        int at = from;
        while (true) {
            int open = skipBlanks(text, at);
            int end = at(text, open) == quote ? quoted(text, open) : unquoted(text, at);
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
        while (at(text, at) != delimiter && at(text, at) != '\n') {
            at++;
        }
        fields.add(plain(text.substring(from, at(text, at) == '\n' ? withoutReturn(text, from, at) : at)));
        return at;
    }

    /** The end of the field, or below zero the newline at which the record breaks off. */
    private int quoted(String text, int open) {
        StringBuilder value = new StringBuilder();
        int at = open + 1;
        while (true) {
            if (at >= text.length()) {
                return -1 - text.length();
            }
            if (text.charAt(at) == quote) {
                if (at + 1 >= text.length() || text.charAt(at + 1) != quote) {
                    break;
                }
                at++;
            }
            value.append(text.charAt(at++));
        }
        fields.add(new Field(utf8(text.substring(open + 1, at)), utf8(value.toString()), false));
        int end = skipBlanks(text, at + 1);
        if (end < text.length() && text.charAt(end) == '\r' && at(text, end + 1) == '\n') {
            end++;
        }
        return at(text, end) == delimiter || at(text, end) == '\n' ? end : -1 - lineEnd(text, end);
    }

    private int skipBlanks(String text, int from) {
        int at = from;
        while ((at(text, at) == ' ' || at(text, at) == '\t') && at(text, at) != delimiter) {
            at++;
        }
        return at;
    }
}
