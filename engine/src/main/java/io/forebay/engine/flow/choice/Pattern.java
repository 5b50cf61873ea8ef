package io.forebay.engine.flow.choice;

import io.forebay.engine.flow.value.StateFailure;
import java.util.Arrays;

/**
 * The pattern of StringMatches: {@code *} stands for any characters, {@code \*} and {@code \\} for themselves; another
 * backslash is an error once the pattern is used.
 */
final class Pattern {
    /** A letter that no text has: the wildcard. */
    private static final int ANY = -1;

    private final int[] tokens;

    private Pattern(int[] tokens) {
        this.tokens = tokens;
    }

    static Pattern of(String text) {
        int[] tokens = new int[text.length()];
        int size = 0;
        for (int place = 0; place < text.length(); place++) {
            char letter = text.charAt(place);
            if (letter == '\\') {
                place++;
                if (place == text.length() || "*\\".indexOf(text.charAt(place)) < 0) {
                    throw StateFailure.runtime(
                            "The pattern '" + text + "' of StringMatches has a '\\' that escapes nothing");
                }
                tokens[size++] = text.charAt(place);
            } else {
                tokens[size++] = letter == '*' ? ANY : letter;
            }
        }
        return new Pattern(Arrays.copyOf(tokens, size));
    }

    boolean matches(String text) {
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
