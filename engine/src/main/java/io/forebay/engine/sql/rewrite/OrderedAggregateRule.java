package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.math.BigDecimal;
import java.util.List;

/**
 * LISTAGG and the percentiles. SOURCE: Amazon Redshift Database Developer Guide, "LISTAGG function" (nothing stands
 * between the values when no delimiter is given), "PERCENTILE_CONT window function", "APPROXIMATE PERCENTILE_DISC".
 */
final class OrderedAggregateRule implements RewriteRule {
    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("approximate")) {
                approximate(tokens, i, edits);
            } else if (token.is("listagg") && Near.called(tokens, i)) {
                list(tokens, i, edits);
            } else if (token.isAny("percentile_cont", "percentile_disc") && Near.called(tokens, i)) {
                percentile(tokens, i, edits);
            }
        }
    }

    private static void approximate(List<Token> tokens, int at, Edits edits) {
        boolean count = Near.word(tokens, at + 1, "count")
                && Near.symbol(tokens, at + 2, "(")
                && Near.word(tokens, at + 3, "distinct");
        if (count) {
            edits.replace(tokens.get(at), tokens.get(at + 3), "approx_count_distinct(");
        } else if (Near.word(tokens, at + 1, "percentile_disc")) {
            edits.replace(tokens.get(at), "");
        }
    }

    /** {@code LISTAGG(x, ',') WITHIN GROUP (ORDER BY y)}: the order goes inside, between the parentheses. */
    private static void list(List<Token> tokens, int at, Edits edits) {
        int close = Near.closing(tokens, at + 1);
        if (close >= tokens.size()) {
            return;
        }
        edits.replace(tokens.get(at), "string_agg");
        String delimiter = delimited(tokens, at + 1, close) ? "" : ", ''";
        int group = group(tokens, close);
        if (group < 0) {
            edits.insert(tokens.get(close).start(), delimiter);
        } else {
            edits.replace(tokens.get(close), tokens.get(group), delimiter + " ");
        }
    }

    private static boolean delimited(List<Token> tokens, int open, int close) {
        int depth = 0;
        for (int i = open + 1; i < close; i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") || token.isSymbol("[")
                    ? 1
                    : token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
            if (depth == 0 && token.isSymbol(",")) {
                return true;
            }
        }
        return false;
    }

    /** The parenthesis of WITHIN GROUP behind a function's; -1 without one. */
    private static int group(List<Token> tokens, int close) {
        boolean follows = Near.word(tokens, close + 1, "within")
                && Near.word(tokens, close + 2, "group")
                && Near.symbol(tokens, close + 3, "(");
        return follows ? close + 3 : -1;
    }

    /** With OVER it is a window function, which has the fraction behind the value. */
    private static void percentile(List<Token> tokens, int at, Edits edits) {
        int close = Near.closing(tokens, at + 1);
        int group = close < tokens.size() ? group(tokens, close) : -1;
        if (group < 0) {
            return;
        }
        int end = Near.closing(tokens, group);
        if (!Near.word(tokens, end + 1, "over") || !Near.word(tokens, group + 1, "order")) {
            return;
        }
        if (close != at + 3 || tokens.get(at + 2).kind() != Token.Kind.NUMBER) {
            throw Mistake.notSupported(
                    tokens.get(at + 2).start(), "a percentile with OVER takes a constant fraction here");
        }
        boolean continuous = tokens.get(at).is("percentile_cont");
        String fraction = tokens.get(at + 2).text();
        Token last = tokens.get(end - 1);
        if (last.is("desc")) {
            fraction = BigDecimal.ONE.subtract(new BigDecimal(fraction)).toPlainString();
        }
        if (last.isAny("asc", "desc")) {
            edits.replace(last, "");
        }
        edits.replace(tokens.get(at), tokens.get(group + 2), continuous ? "quantile_cont(" : "quantile_disc(");
        edits.insert(tokens.get(end).start(), ", " + fraction);
    }
}
