package io.forebay.engine.sql.text;

import io.forebay.engine.sql.Position;
import java.util.Arrays;
import java.util.List;

/** What a user sent, as text and as tokens. */
public final class SqlText {
    private final List<Token> tokens;
    private final String masked;
    private final int[] lineStarts;

    private SqlText(List<Token> tokens, String masked, int[] lineStarts) {
        this.tokens = tokens;
        this.masked = masked;
        this.lineStarts = lineStarts;
    }

    public static SqlText of(String text) {
        List<Token> tokens = Lexer.lex(text);
        return new SqlText(tokens, mask(text, tokens), lineStarts(text));
    }

    /** Of all statements, semicolons included. */
    public List<Token> tokens() {
        return tokens;
    }

    /**
     * The text at the same length, with comments and unusual white space turned into blanks: what parts are cut out of, so
     * that no other lexer can read a comment as code.
     */
    public String masked() {
        return masked;
    }

    /** @param offset from 0 */
    public Position position(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(offset, line + 1, offset - lineStarts[line] + 1);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[1 + (int) text.chars().filter(c -> c == '\n').count()];
        int line = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts[++line] = i + 1;
            }
        }
        return starts;
    }

    private static String mask(String text, List<Token> tokens) {
        StringBuilder masked = new StringBuilder(text);
        int from = 0;
        for (Token token : tokens) {
            blank(masked, from, token.start());
            from = token.end();
        }
        blank(masked, from, text.length());
        return masked.toString();
    }

    private static void blank(StringBuilder masked, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = masked.charAt(i);
            if (c != '\n' && c != '\r' && c != '\t') {
                masked.setCharAt(i, ' ');
            }
        }
    }
}
