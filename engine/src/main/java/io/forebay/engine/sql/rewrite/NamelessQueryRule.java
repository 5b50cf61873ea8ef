package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** A query in FROM or behind JOIN that has no name gets one, which nothing can have meant. */
final class NamelessQueryRule implements RewriteRule {
    private static final String NAME = " AS forebay_query_";

    /** Words that may stand behind a relation and are no name for it. */
    private static final String[] FOLLOWING = {
        "where",
        "group",
        "having",
        "order",
        "limit",
        "offset",
        "fetch",
        "window",
        "qualify",
        "union",
        "except",
        "intersect",
        "minus",
        "join",
        "inner",
        "left",
        "right",
        "full",
        "cross",
        "natural",
        "on",
        "using",
        "when",
        "returning",
        "for",
        "pivot",
        "unpivot",
        "start",
        "connect",
        "set"
    };

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        int made = 0;
        for (int i = 1; i < tokens.size(); i++) {
            boolean query = Near.symbol(tokens, i, "(")
                    && !Near.symbol(tokens, i - 1, "(")
                    && MinusRule.queryFollows(tokens, i + 1);
            if (query && relationExpected(tokens, i)) {
                int close = Near.closing(tokens, i);
                if (close < tokens.size() && !named(tokens, close + 1)) {
                    edits.insert(tokens.get(close).end(), NAME + ++made + " ");
                }
            }
        }
    }

    private static boolean relationExpected(List<Token> tokens, int at) {
        int before = Near.word(tokens, at - 1, "lateral") ? at - 2 : at - 1;
        if (Near.word(tokens, before, "from", "join")
                || (Near.word(tokens, before, "using") && merges(tokens, before))) {
            return true;
        }
        return Near.symbol(tokens, before, ",") && insideFrom(tokens, before);
    }

    private static boolean merges(List<Token> tokens, int using) {
        for (int i = using; i >= 0; i--) {
            if (Near.word(tokens, i, "merge")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the comma separates relations: the last clause that was begun at its depth is a FROM. */
    private static boolean insideFrom(List<Token> tokens, int comma) {
        int depth = 0;
        for (int i = comma - 1; i >= 0; i--) {
            Token token = tokens.get(i);
            depth += token.isSymbol(")") ? 1 : token.isSymbol("(") ? -1 : 0;
            if (depth < 0) {
                return false;
            }
            if (depth == 0 && token.is("from")) {
                return true;
            }
            if (depth == 0 && token.isAny("select", "where", "group", "having", "order", "window", "values", "set")) {
                return false;
            }
        }
        return false;
    }

    private static boolean named(List<Token> tokens, int at) {
        return Near.name(tokens, at) && !Near.word(tokens, at, FOLLOWING);
    }
}
