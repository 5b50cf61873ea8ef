package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/**
 * FIRST_VALUE and LAST_VALUE that ignore NULLs, for a warehouse whose window functions cannot: two aggregates in the
 * ledger's schema that pass NULLs over. {@code RESPECT NULLS} is what every warehouse does.
 */
final class IgnoreNullsRule implements RewriteRule {
    private static final String PREFIX = "forebay.";

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isAny("first_value", "last_value") && Near.called(tokens, i)) {
                int close = Near.closing(tokens, i + 1);
                int inside = close - 2;
                if (nulls(tokens, inside)) {
                    edits.replace(tokens.get(inside), tokens.get(inside + 1), "");
                    name(tokens, i, inside, edits);
                } else if (nulls(tokens, close + 1)) {
                    edits.replace(tokens.get(close + 1), tokens.get(close + 2), "");
                    name(tokens, i, close + 1, edits);
                }
            }
        }
    }

    private static boolean nulls(List<Token> tokens, int at) {
        return Near.word(tokens, at, "ignore", "respect") && Near.word(tokens, at + 1, "nulls");
    }

    private static void name(List<Token> tokens, int function, int rule, Edits edits) {
        if (tokens.get(rule).is("ignore")) {
            String known = tokens.get(function).is("first_value") ? "first_known" : "last_known";
            edits.replace(tokens.get(function), PREFIX + known);
        }
    }
}
