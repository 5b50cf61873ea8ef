package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** MINUS between two queries is EXCEPT. */
final class MinusRule implements RewriteRule {
    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).is("minus") && queryFollows(tokens, i + 1)) {
                edits.replace(tokens.get(i), "EXCEPT");
            }
        }
    }

    /** Whether a query starts here, in parentheses or not. */
    static boolean queryFollows(List<Token> tokens, int at) {
        int start = at;
        while (Near.symbol(tokens, start, "(")) {
            start++;
        }
        return Near.word(tokens, start, "select", "values", "with");
    }
}
