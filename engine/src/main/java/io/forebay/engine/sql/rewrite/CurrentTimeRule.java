package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** GETDATE() and SYSDATE: the transaction's time as a TIMESTAMP in the session's time zone. */
final class CurrentTimeRule implements RewriteRule {
    private final String now;

    /** @param now the expression that stands for them */
    CurrentTimeRule(String now) {
        this.now = now;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (Near.called(tokens, i) && token.is("getdate") && Near.symbol(tokens, i + 2, ")")) {
                edits.replace(token, tokens.get(i + 2), now);
            } else if (token.is("sysdate") && !Near.partOfName(tokens, i) && !Near.word(tokens, i - 1, "as")) {
                edits.replace(token, now);
            }
        }
    }
}
