package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of a call.
 *
 * @param commas the places of the commas between them
 * @param close the place of the closing parenthesis
 */
record Arguments(List<Token> tokens, int open, List<Integer> commas, int close) {
    /** @param open the place of the opening parenthesis; brackets match */
    static Arguments of(List<Token> tokens, int open) {
        List<Integer> commas = new ArrayList<>();
        int close = Near.closing(tokens, open);
        int depth = 0;
        for (int i = open + 1; i < close; i++) {
            Token token = tokens.get(i);
            boolean opens = token.isSymbol("(") || token.isSymbol("[") || token.isSymbol("{");
            boolean closes = token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}");
            depth += opens ? 1 : closes ? -1 : 0;
            if (depth == 0 && token.isSymbol(",")) {
                commas.add(i);
            }
        }
        return new Arguments(tokens, open, List.copyOf(commas), close);
    }

    int count() {
        return close == open + 1 ? 0 : commas.size() + 1;
    }

    /** @param number from 0 */
    List<Token> get(int number) {
        int from = number == 0 ? open + 1 : commas.get(number - 1) + 1;
        return tokens.subList(from, number < commas.size() ? commas.get(number) : close);
    }

    /** The place of a word between the parentheses, not deeper; -1 when it is not there. */
    int word(String word) {
        int depth = 0;
        for (int i = open + 1; i < close; i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.is(word)) {
                return i;
            }
        }
        return -1;
    }
}
