package io.forebay.engine.sql.text;

/**
 * The content of an {@code E'…'} string. SOURCE: PostgreSQL manual, "String Constants with C-Style Escapes"; octal and
 * hexadecimal escapes give one character below U+0100.
 */
final class StringEscapes {
    private final String text;
    private int at;

    /** @param start the offset behind the opening quote */
    StringEscapes(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** The offset behind the closing quote, after {@link #read}. */
    int end() {
        return at;
    }

    /** @param token where the string starts, for errors */
    String read(int token) {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                escape(value, token);
            } else if (c != '\'') {
                append(value, c, token);
            } else if (at < text.length() && text.charAt(at) == '\'') {
                value.append(c);
                at++;
            } else {
                return value.toString();
            }
        }
        throw Mistake.syntax(token, "the string that starts here has no closing '");
    }

    private void escape(StringBuilder value, int token) {
        char c = text.charAt(at++);
        switch (c) {
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'x' -> append(value, number(16, 2, 1, token), token);
            case 'u' -> append(value, number(16, 4, 4, token), token);
            case 'U' -> append(value, number(16, 8, 8, token), token);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                append(value, number(8, 3, 1, token), token);
            }
            default -> append(value, c, token);
        }
    }

    private int number(int radix, int most, int least, int token) {
        int start = at;
        int number = 0;
        while (at < text.length() && at - start < most && Character.digit(text.charAt(at), radix) >= 0) {
            number = number * radix + Character.digit(text.charAt(at++), radix);
        }
        if (at - start < least) {
            throw Mistake.syntax(token, "an escape in this string is not complete");
        }
        return number;
    }

    private static void append(StringBuilder value, int character, int token) {
        if (character == 0) {
            throw Mistake.syntax(token, "the character NUL is not allowed in SQL text");
        }
        if (!Character.isValidCodePoint(character)) {
            throw Mistake.syntax(token, "an escape in this string names no character");
        }
        value.appendCodePoint(character);
    }
}
