package io.forebay.torture.format;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import java.util.ArrayList;
import java.util.List;

/** Fields of fixed widths; a character is a byte and all bytes 10xxxxxx behind it. */
final class WidthModel extends TextSplitter {
    private final List<Layout.FixedWidth.Field> widths;

    WidthModel(ReadOptions options, List<Layout.FixedWidth.Field> widths) {
        super(options);
        this.widths = widths;
    }

    @Override
    Found record(String text, int from) {
        int newline = lineEnd(text, from);
        String line = text.substring(from, withoutReturn(text, from, newline));
        List<Field> fields = new ArrayList<>();
        int at = 0;
        for (Layout.FixedWidth.Field field : widths) {
            int start = at;
            for (int i = 0; i < field.width() && at < line.length(); i++) {
                at++;
                while (at < line.length() && (line.charAt(at) & 0xC0) == 0x80) {
                    at++;
                }
            }
            if (start < line.length()) {
                fields.add(plain(line.substring(start, at)));
            }
        }
        String rest = line.substring(at);
        if (rest.chars().anyMatch(c -> c != ' ' && c != '\t')) {
            fields.add(plain(rest));
        }
        return new Found(fields, false, newline);
    }
}
