package io.forebay.engine.sql.text;

import io.forebay.engine.sql.PositionMap;
import java.util.ArrayList;
import java.util.List;

/**
 * The query of an UNLOAD inside its quotes, where a quote is doubled or has a backslash in front, and a backslash takes
 * the next character as it is ({@code \n}, {@code \t} … and octal numbers apart). SOURCE: Redshift Database Developer
 * Guide, "UNLOAD", select-statement.
 */
public final class QueryString {
    private final String text;
    private final StringBuilder value = new StringBuilder();
    private final List<PositionMap.Segment> segments = new ArrayList<>();
    private int at;
    private int expected = -1;

    private QueryString(String text, int open) {
        this.text = text;
        this.at = open + 1;
    }

    /** @param open where the opening quote is; @param start offset of the text in what the user sent, for errors */
    static QueryString read(String text, int open, int start) {
        QueryString string = new QueryString(text, open);
        string.read(open, start);
        return string;
    }

    /** The query that this string holds. */
    public static QueryString of(Token token) {
        return switch (token.kind()) {
            case STRING -> read(token.text(), 0, token.start()).shifted(token.start());
            case DOLLAR_STRING -> verbatim(token, token.text().indexOf('$', 1) + 1);
            default -> verbatim(token, 0);
        };
    }

    private static QueryString verbatim(Token token, int offset) {
        QueryString string = new QueryString(token.text(), 0);
        string.value.append(token.value());
        string.segments.add(new PositionMap.Segment(0, token.start() + offset, offset > 0));
        return string;
    }

    private QueryString shifted(int start) {
        segments.replaceAll(s -> new PositionMap.Segment(s.from(), s.user() + start, s.verbatim()));
        if (segments.isEmpty()) {
            segments.add(new PositionMap.Segment(0, start, false));
        }
        return this;
    }

    /** The query's text. */
    public String value() {
        return value.toString();
    }

    /** From the query to what the user sent. */
    public PositionMap positions() {
        return PositionMap.of(segments);
    }

    /** Behind the closing quote. */
    int end() {
        return at;
    }

    private void read(int open, int start) {
        while (at < text.length()) {
            int from = at;
            char c = text.charAt(at++);
            if (c == 0) {
                throw Mistake.syntax(start + from, "the character NUL is not allowed in SQL text");
            }
            if (c == '\\' && at < text.length()) {
                add(from, escaped());
            } else if (c != '\'') {
                add(from, c);
            } else if (at < text.length() && text.charAt(at) == '\'') {
                at++;
                add(from, c);
            } else {
                return;
            }
        }
        throw Mistake.syntax(start + open, "the string that starts here has no closing '");
    }

    private char escaped() {
        char c = text.charAt(at++);
        if (c >= '0' && c <= '7') {
            int number = c - '0';
            for (int i = 0; i < 2 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '7'; i++) {
                number = number * 8 + text.charAt(at++) - '0';
            }
            return number == 0 ? ' ' : (char) (number & 0xff);
        }
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private void add(int from, char c) {
        if (from != expected) {
            segments.add(new PositionMap.Segment(value.length(), from, true));
        }
        expected = from + 1;
        if (at > from + 1) {
            expected = -1;
        }
        value.append(c);
    }
}
