package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
            String name = answering(tokens, i);
            if (name != null) {
                replace(tokens, i, name, edits);
            } else if (qualified(tokens, i)
                    && tokens.get(i - 2).value().equals(CATALOG)
                    && Near.symbol(tokens, i + 1, "(")) {
                edits.replace(tokens.get(i - 2), tokens.get(i - 1), "");
            }
        }
    }

    /** Whether the name here is one that {@link #apply} puts another in the place of. */
    boolean replaces(List<Token> tokens, int at) {
        return answering(tokens, at) != null && !Near.symbol(tokens, at + 1, ".") && standsAlone(tokens, at);
    }

    private static boolean qualified(List<Token> tokens, int at) {
        return Near.name(tokens, at)
                && Near.symbol(tokens, at - 1, ".")
                && Near.name(tokens, at - 2)
                && !Near.symbol(tokens, at - 3, ".");
    }

    private @Nullable String answering(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (!token.isName()) {
            return null;
        }
        String called = Near.symbol(tokens, at + 1, "(") ? "(" : "";
        if (qualified(tokens, at)) {
            return names.get(name(tokens.get(at - 2), token) + called);
        }
        return Near.symbol(tokens, at - 1, ".") ? null : names.get(token.value() + called);
    }

    private static boolean standsAlone(List<Token> tokens, int at) {
        return qualified(tokens, at) || Near.symbol(tokens, at + 1, "(") || relation(tokens, at);
    }

    private static boolean relation(List<Token> tokens, int at) {
        return Near.relation(tokens, at) && (!Near.symbol(tokens, at - 1, ",") || listsRelations(tokens, at - 1));
    }

    /** Whether a comma stands between relations, and not between columns. */
    private static boolean listsRelations(List<Token> tokens, int comma) {
        int depth = 0;
        for (int i = comma - 1; i >= 0; i--) {
            Token token = tokens.get(i);
            depth += token.isSymbol(")") ? 1 : token.isSymbol("(") ? -1 : 0;
            if (depth < 0) {
                return false;
            }
            if (depth == 0 && token.is("from") && !Near.word(tokens, i - 1, "distinct")) {
                return true;
            }
            if (depth == 0 && token.isAny("select", "where", "by", "having", "set", "values", "returning")) {
                return false;
            }
        }
        return false;
    }

    private static String name(Token schema, Token name) {
        return schema.value().equals(CATALOG) ? name.value() : schema.value() + "." + name.value();
    }

    private static void replace(List<Token> tokens, int at, String name, Edits edits) {
        boolean qualified = qualified(tokens, at);
        Token first = tokens.get(qualified ? at - 2 : at);
        if (Near.symbol(tokens, at + 1, ".")) {
            if (qualified) {
                edits.replace(first, tokens.get(at - 1), "");
            }
        } else if (standsAlone(tokens, at)) {
            edits.replace(first, tokens.get(at), name);
        }
    }
}
