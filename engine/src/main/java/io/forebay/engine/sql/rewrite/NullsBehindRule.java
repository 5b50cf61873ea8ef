package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** {@code LAG(x, 1) IGNORE NULLS OVER (…)}: where the words stand behind the parentheses, they are taken inside. */
final class NullsBehindRule implements RewriteRule {
    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 1; i + 2 < tokens.size(); i++) {
            boolean behind = Near.word(tokens, i, "ignore", "respect")
                    && Near.word(tokens, i + 1, "nulls")
                    && Near.symbol(tokens, i - 1, ")")
                    && Near.word(tokens, i + 2, "over");
            if (behind) {
                edits.replace(tokens.get(i), tokens.get(i + 1), "");
                edits.insert(tokens.get(i - 1).start(), " " + tokens.get(i).text() + " NULLS");
            }
        }
    }
}
