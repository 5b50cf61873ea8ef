package io.forebay.warehouse.duckdb.functions;

import java.util.ArrayList;
import java.util.List;

/**
 * A format of numbers, cut into its parts. SOURCE: Amazon Redshift Database Developer Guide, "Numeric format strings";
 * PostgreSQL's documentation, "Data Type Formatting Functions", of which Redshift's are.
 */
final class NumberPicture {
    /** What a part is. */
    enum Kind {
        NINE("9"),
        ZERO("0"),
        POINT("."),
        GROUP(","),
        SIGN("S"),
        MINUS("MI"),
        PLUS("PL"),
        EITHER("SG"),
        CURRENCY("L"),
        ORDINAL("TH"),
        TEXT("");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        boolean digit() {
            return this == NINE || this == ZERO;
        }
    }

    /** @param text as written */
    record Part(Kind kind, String text) {}

    final List<Part> parts = new ArrayList<>();
    /** FM: no blanks, and no zeros at the end. */
    boolean plain;
    /** PR: a negative number stands in angle brackets. */
    boolean brackets;
    /** RN or rn, else empty. */
    String roman = "";
    /** EEEE. */
    boolean scientific;
    /** Digits before the point. */
    int whole;
    /** Digits behind the point. */
    int scale;
    /** Digits behind V: how often the number is multiplied by ten. */
    int shifts;

    private final String format;
    private int at;

    NumberPicture(String format) {
        this.format = format;
        boolean point = false;
        boolean shift = false;
        while (at < format.length()) {
            if (takes("FM")) {
                plain = true;
            } else if (takes("PR")) {
                brackets = true;
            } else if (format.regionMatches(true, at, "RN", 0, 2)) {
                roman = format.substring(at, at + 2);
                at += 2;
            } else if (takes("EEEE")) {
                scientific = true;
            } else if (takes("V")) {
                shift = true;
            } else {
                Part part = part();
                parts.add(part);
                if (part.kind() == Kind.POINT) {
                    if (point) {
                        throw FunctionError.invalid("the number format \"" + format + "\" has two decimal points");
                    }
                    point = true;
                } else if (part.kind().digit()) {
                    whole += point ? 0 : 1;
                    scale += point ? 1 : 0;
                    shifts += shift ? 1 : 0;
                }
            }
        }
    }

    private boolean takes(String word) {
        boolean found = format.regionMatches(true, at, word, 0, word.length());
        at += found ? word.length() : 0;
        return found;
    }

    private Part part() {
        for (Kind kind : new Kind[] {
            Kind.NINE,
            Kind.ZERO,
            Kind.POINT,
            Kind.GROUP,
            Kind.MINUS,
            Kind.PLUS,
            Kind.EITHER,
            Kind.SIGN,
            Kind.CURRENCY,
            Kind.ORDINAL
        }) {
            int start = at;
            if (takes(kind.word) || (kind == Kind.POINT && takes("D")) || (kind == Kind.GROUP && takes("G"))) {
                return new Part(kind, format.substring(start, at));
            }
        }
        if (format.charAt(at) == '"') {
            int end = format.indexOf('"', at + 1);
            String text = format.substring(at + 1, end < 0 ? format.length() : end);
            at = end < 0 ? format.length() : end + 1;
            return new Part(Kind.TEXT, text);
        }
        return new Part(Kind.TEXT, format.substring(at, ++at));
    }

    boolean has(Kind kind) {
        return parts.stream().anyMatch(part -> part.kind() == kind);
    }
}
