package io.forebay.engine.sql.outline;

import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** What a postfix operator such as {@code ::} stands behind. */
public final class Operand {
    /** Words before a parenthesis that call nothing. */
    private static final String[] KEYWORDS = {
        "select",
        "distinct",
        "all",
        "any",
        "some",
        "where",
        "and",
        "or",
        "not",
        "in",
        "on",
        "when",
        "then",
        "else",
        "case",
        "from",
        "join",
        "by",
        "having",
        "qualify",
        "as",
        "like",
        "ilike",
        "between",
        "is",
        "values",
        "set",
        "using",
        "returning",
        "limit",
        "offset",
        "top",
        "to",
        "with",
        "union",
        "except",
        "intersect",
        "minus"
    };

    private Operand() {}

    /** The index of its first token. @param behind the index of the operator */
    public static int start(List<Token> tokens, int behind) {
        int at = behind - 1;
        if (at < 0) {
            return 0;
        }
        if (tokens.get(at).is("end")) {
            return caseOf(tokens, at);
        }
        if (tokens.get(at).isString()
                && Near.word(tokens, at - 1, "date", "timestamp", "timestamptz", "time", "interval")) {
            return at - 1;
        }
        int start = type(tokens, chain(tokens, at));
        return Near.symbol(tokens, start - 1, "::") ? start(tokens, start - 1) : start;
    }

    /** The first word of a type's name of several words, of which this is the last. */
    private static int type(List<Token> tokens, int last) {
        if (Near.word(tokens, last, "precision") && Near.word(tokens, last - 1, "double")
                || Near.word(tokens, last, "varying") && Near.word(tokens, last - 1, "character")) {
            return last - 1;
        }
        boolean zone = Near.word(tokens, last, "zone")
                && Near.word(tokens, last - 1, "time")
                && Near.word(tokens, last - 2, "with", "without");
        return zone ? last - 3 : last;
    }

    /** From the last token of {@code a.b(c)[0].d OVER (e)} to the first. */
    private static int chain(List<Token> tokens, int last) {
        int at = last;
        while (true) {
            if (closes(tokens, at)) {
                int open = opening(tokens, at);
                if (open < 0) {
                    return at;
                }
                at = open;
                if (Near.symbol(tokens, at, "[") && at > 0) {
                    at--;
                    continue;
                }
                if (!Near.name(tokens, at - 1) || Near.word(tokens, at - 1, KEYWORDS)) {
                    return at;
                }
                at--;
                if (Near.word(tokens, at, "over", "filter") || Near.word(tokens, at - 1, "within")) {
                    at -= Near.word(tokens, at, "group") ? 2 : 1;
                    continue;
                }
            }
            if (!Near.symbol(tokens, at - 1, ".")) {
                return at;
            }
            at -= 2;
        }
    }

    private static boolean closes(List<Token> tokens, int at) {
        return Near.symbol(tokens, at, ")") || Near.symbol(tokens, at, "]");
    }

    private static int opening(List<Token> tokens, int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            Token token = tokens.get(i);
            depth += closes(tokens, i) ? 1 : token.isSymbol("(") || token.isSymbol("[") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int caseOf(List<Token> tokens, int end) {
        int depth = 0;
        for (int i = end; i >= 0; i--) {
            depth += tokens.get(i).is("end") ? 1 : tokens.get(i).is("case") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return end;
    }
}
