package io.forebay.engine.flow.value;

import java.util.Arrays;

/** A pattern in which {@code *} stands for any characters, {@code \*} and {@code \\} for themselves. */
public final class Wildcard {
    /** A letter that no text has: the wildcard. */
    private static final int ANY = -1;

    private final int[] tokens;

    private Wildcard(int[] tokens) {
        this.tokens = tokens;
    }

    /** @throws BadSyntax when another backslash is in it */
    public static Wildcard of(String text) {
        int[] tokens = new int[text.length()];
        int size = 0;
        for (int place = 0; place < text.length(); place++) {
            char letter = text.charAt(place);
            if (letter == '\\') {
                place++;
                if (place == text.length() || "*\\".indexOf(text.charAt(place)) < 0) {
                    throw new BadSyntax("has a '\\' that escapes nothing");
                }
                tokens[size++] = text.charAt(place);
            } else {
                tokens[size++] = letter == '*' ? ANY : letter;
            }
        }
        return new Wildcard(Arrays.copyOf(tokens, size));
    }

    public boolean matches(String text) {
        int token = 0;
        int place = 0;
        int wildcard = -1;
        int begin = 0;
        while (place < text.length()) {
            if (token < tokens.length && tokens[token] == ANY) {
                wildcard = token++;
                begin = place;
            } else if (token < tokens.length && tokens[token] == text.charAt(place)) {
                token++;
                place++;
            } else if (wildcard >= 0) {
                token = wildcard + 1;
                place = ++begin;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == ANY) {
            token++;
        }
        return token == tokens.length;
    }
}
