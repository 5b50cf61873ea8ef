package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Map;

/**
 * What is asked of Redshift's catalog goes to what the warehouse has in its place. A column's name loses the schema in
 * front of the relation's, as the relation that answers is in another.
 */
final class CatalogRule implements RewriteRule {
    private static final String CATALOG = "pg_catalog";

    private final Map<String, String> names;

    /** @param names of Redshift's catalog and of the warehouse's, the first in lower case and without {@code pg_catalog.} */
    CatalogRule(Map<String, String> names) {
        this.names = names;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isName() && !Near.symbol(tokens, i - 3, ".")) {
                boolean qualified = Near.symbol(tokens, i - 1, ".") && Near.name(tokens, i - 2);
                String name = names.get(qualified ? name(tokens.get(i - 2), token) : token.value());
                if (name != null) {
                    replace(tokens, i, qualified, name, edits);
                }
            }
        }
    }

    private static String name(Token schema, Token name) {
        return schema.value().equals(CATALOG) ? name.value() : schema.value() + "." + name.value();
    }

    private static void replace(List<Token> tokens, int at, boolean qualified, String name, Edits edits) {
        Token first = tokens.get(qualified ? at - 2 : at);
        if (Near.symbol(tokens, at + 1, ".")) {
            if (qualified) {
                edits.replace(first, tokens.get(at - 1), "");
            }
        } else if (qualified || Near.called(tokens, at) || Near.relation(tokens, at)) {
            edits.replace(first, tokens.get(at), name);
        }
    }
}
