package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Refuses brackets that do not match: the guards rely on matching ones. */
final class Brackets {
    private Brackets() {}

    static void check(List<Token> tokens) {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : tokens) {
            if (token.isSymbol("(") || token.isSymbol("[") || token.isSymbol("{")) {
                open.push(token);
            } else if (token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}")) {
                Token opened = open.poll();
                if (opened == null || closing(opened) != token.text().charAt(0)) {
                    throw Mistake.syntax(token.start(), "there is no open bracket for this " + token.shown());
                }
            }
        }
        if (!open.isEmpty()) {
            throw Mistake.syntax(open.pop().start(), "this bracket is never closed");
        }
    }

    private static char closing(Token opened) {
        return switch (opened.text()) {
            case "(" -> ')';
            case "[" -> ']';
            default -> '}';
        };
    }
}
