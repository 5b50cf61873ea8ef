package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** {@code pg_temp}, the schema of the session's temporary tables, gets the warehouse's name for it. */
final class TemporarySchemaRule implements RewriteRule {
    static final String NAME = "pg_temp";

    private final String name;

    TemporarySchemaRule(String name) {
        this.name = name;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean schema = Near.symbol(tokens, i + 1, ".") && !Near.symbol(tokens, i - 1, ".");
            if (schema && token.isName() && token.value().equals(NAME)) {
                edits.replace(token, name);
            }
        }
    }
}
