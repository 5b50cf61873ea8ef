package io.forebay.warehouse.duckdb.functions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A format of dates and times, cut into its parts. */
final class DatePattern {
    /**
     * One part.
     *
     * @param field null for text
     * @param text as written
     * @param plain whether FM stands before it: no blanks and zeros in front
     * @param ordinal {@code th} or {@code TH} behind it, else empty
     */
    record Part(@Nullable DateField field, String text, boolean plain, String ordinal) {
        boolean number() {
            return field != null && field.digits > 0;
        }
    }

    private final String format;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    private DatePattern(String format) {
        this.format = format;
    }

    static List<Part> parse(String format) {
        DatePattern pattern = new DatePattern(format);
        pattern.parse();
        return List.copyOf(pattern.parts);
    }

    private void parse() {
        boolean plain = false;
        while (at < format.length()) {
            if (format.regionMatches(true, at, "FM", 0, 2)) {
                plain = true;
                at += 2;
            } else if (format.regionMatches(true, at, "FX", 0, 2)) {
                at += 2;
            } else {
                DateField field = field();
                if (field == null) {
                    text();
                } else {
                    String word = format.substring(at, at + field.word.length());
                    at += field.word.length();
                    parts.add(new Part(field, word, plain, ordinal()));
                    plain = false;
                }
            }
        }
    }

    private @Nullable DateField field() {
        for (DateField field : DateField.values()) {
            if (format.regionMatches(true, at, field.word, 0, field.word.length())) {
                return field;
            }
        }
        return null;
    }

    private String ordinal() {
        boolean found = format.regionMatches(true, at, "TH", 0, 2);
        String ordinal = found ? format.substring(at, at + 2) : "";
        at += ordinal.length();
        if (format.regionMatches(true, at, "SP", 0, 2)) {
            at += 2;
        }
        return ordinal;
    }

    /** One character, or what stands in double quotes. */
    private void text() {
        char c = format.charAt(at);
        if (c == '"') {
            int end = format.indexOf('"', at + 1);
            int last = end < 0 ? format.length() : end;
            parts.add(new Part(null, format.substring(at + 1, last), false, ""));
            at = last + 1;
            return;
        }
        if (c == '\\' && at + 1 < format.length()) {
            at++;
        }
        parts.add(new Part(null, format.substring(at, at + 1), false, ""));
        at++;
    }
}
