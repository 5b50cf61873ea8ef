package io.forebay.engine.sql;

import java.util.List;

/**
 * What a user sent.
 *
 * @param text as sent
 * @param masked the same length, with comments and unusual white space turned into blanks: what parts are cut out of,
 *     so that no other lexer can read a comment as code
 */
record SqlText(String text, String masked, List<Token> tokens) {
    static SqlText of(String text) {
        List<Token> tokens = Lexer.lex(text);
        return new SqlText(text, mask(text, tokens), tokens);
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

    Position position(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(offset, line, offset - lineStart + 1);
    }

    /** The part from the first token to the last, without comments. */
    String between(Token first, Token last) {
        return masked.substring(first.start(), last.end());
    }
}
