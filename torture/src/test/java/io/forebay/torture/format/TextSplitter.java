package io.forebay.torture.format;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A slow model of how text is split: one byte after the other, kept as the characters of ISO 8859-1. */
abstract class TextSplitter {
    /**
     * @param raw between delimiters or quotes
     * @param value without escapes and doubled quotes
     * @param plain whether it stood without quotes
     */
    record Field(String raw, String value, boolean plain) {}

    /** @param line where it starts, from 1 @param wrong whether no fields can be told */
    record Split(long line, List<Field> fields, boolean wrong, boolean blank) {}

    /** What {@link #record} found behind {@code from}. @param end the newline that ends it, or the end of the text */
    record Found(List<Field> fields, boolean wrong, int end) {}

    private final int headers;

    TextSplitter(ReadOptions options) {
        headers = options.ignoreHeader();
    }

    static TextSplitter of(ReadOptions options, int columns) {
        return options.layout().accept(new Layout.Visitor<TextSplitter>() {
            @Override
            public TextSplitter delimited(Layout.Delimited layout) {
                return new EscapeModel(options, (char) layout.delimiter());
            }

            @Override
            public TextSplitter csv(Layout.Csv layout) {
                return new CsvModel(options, (char) layout.delimiter(), (char) layout.quote());
            }

            @Override
            public TextSplitter fixedWidth(Layout.FixedWidth layout) {
                return new WidthModel(options, layout.fields());
            }

            @Override
            public TextSplitter named(Layout.Named layout) {
                throw new IllegalArgumentException(columns + " columns of " + layout);
            }
        });
    }

    static boolean has(ReadOptions options, ReadFlag flag) {
        return options.flags().contains(flag);
    }

    /** The fields of the record that starts at {@code from}; the end of the text ends it as a newline does. */
    abstract Found record(String text, int from);

    List<Split> split(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Split> records = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < headers; i++) {
            at = lineEnd(text, at) + 1;
        }
        while (at < text.length()) {
            Found found = record(text, at);
            boolean blank = withoutReturn(text, at, found.end()) == at;
            records.add(new Split(1 + newlines(bytes, at), found.fields(), found.wrong(), blank));
            at = found.end() + 1;
        }
        return records;
    }

    static long newlines(byte[] bytes, int to) {
        long count = 0;
        for (int i = 0; i < to; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    static int lineEnd(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline;
    }

    /** The character, or a newline at the end of the text. */
    static char at(String text, int at) {
        return at < text.length() ? text.charAt(at) : '\n';
    }

    /** Where the text before a newline ends when a carriage return there is dropped. */
    static int withoutReturn(String text, int from, int newline) {
        return newline > from && text.charAt(newline - 1) == '\r' ? newline - 1 : newline;
    }

    static Field plain(String raw) {
        return new Field(utf8(raw), utf8(raw), true);
    }

    static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
