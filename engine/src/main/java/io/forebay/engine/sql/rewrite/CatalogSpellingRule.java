package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What only queries of the catalog write: {@code OPERATOR(pg_catalog.~)}, {@code COLLATE pg_catalog.default}, and casts to
 * types of the catalog. A cast of a literal to regclass and its like gives the number of what it names; a cast of
 * anything else, which is a number there, gives the name.
 */
final class CatalogSpellingRule implements RewriteRule {
    private static final String CATALOG = "pg_catalog";
    private static final String LATE_BINDING = "pg_get_late_binding_view_cols";
    private static final Set<String> LOOKED_UP = Set.of("regclass", "regtype", "regproc", "regnamespace");
    private static final Set<String> TEXTS = Set.of(
            "name", "xid", "cid", "tid", "int2vector", "oidvector", "cstring", "aclitem", "regprocedure", "regrole");

    private final Map<String, String> names;

    /** @param names as of {@link CatalogRule} */
    CatalogSpellingRule(Map<String, String> names) {
        this.names = names;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("operator") && Near.symbol(tokens, i + 1, "(") && Near.symbol(tokens, i + 3, ".")) {
                operator(tokens, i, edits);
            } else if (token.is("collate")) {
                collation(tokens, i, edits);
            } else if (token.isSymbol("::")) {
                type(tokens, i, edits);
            } else if (token.is("as")) {
                named(tokens, i, edits);
            } else if (token.is("generate_series") && Near.called(tokens, i)) {
                series(tokens, i, edits);
            } else if (token.is(LATE_BINDING) && Near.called(tokens, i)) {
                lateBinding(tokens, i, edits);
            }
        }
    }

    /** {@code SELECT CASE … THEN generate_series(1, 3) …}: a row for each, where others would give one list. */
    private static void series(List<Token> tokens, int at, Edits edits) {
        int close = Near.closing(tokens, at + 1);
        if (Near.word(tokens, at - 1, "select", "then", "else") && close < tokens.size()) {
            edits.insert(tokens.get(at).start(), "unnest(");
            edits.insert(tokens.get(close).end(), ")");
        }
    }

    /** {@code pg_get_late_binding_view_cols() c(schemaname name, columnnum int)}: the names without their types. */
    private void lateBinding(List<Token> tokens, int at, Edits edits) {
        edits.replace(tokens.get(at), tokens.get(at + 2), names.getOrDefault(LATE_BINDING, LATE_BINDING));
        int alias = Near.word(tokens, at + 3, "as") ? at + 4 : at + 3;
        if (!Near.name(tokens, alias) || !Near.symbol(tokens, alias + 1, "(")) {
            return;
        }
        int close = Near.closing(tokens, alias + 1);
        for (int i = alias + 2; i + 1 < close; i++) {
            boolean named = Near.symbol(tokens, i - 1, "(") || Near.symbol(tokens, i - 1, ",");
            if (named && Near.name(tokens, i + 1)) {
                int end = i + 1;
                while (end + 1 < close && Near.name(tokens, end + 1)) {
                    end++;
                }
                edits.replace(tokens.get(i + 1), tokens.get(end), "");
            }
        }
    }

    private static void operator(List<Token> tokens, int at, Edits edits) {
        int close = Near.closing(tokens, at + 1);
        if (close < tokens.size()) {
            StringBuilder operator = new StringBuilder();
            tokens.subList(at + 4, close).forEach(each -> operator.append(each.text()));
            edits.replace(tokens.get(at), tokens.get(close), operator.toString());
        }
    }

    private static void collation(List<Token> tokens, int at, Edits edits) {
        int name = qualified(tokens, at + 1);
        if (Near.name(tokens, name) && tokens.get(name).value().equals("default")) {
            edits.replace(tokens.get(at), tokens.get(name), "");
        }
    }

    /** @return the index of the name itself, behind {@code pg_catalog.} if that stands there */
    private static int qualified(List<Token> tokens, int at) {
        boolean schema =
                Near.name(tokens, at) && tokens.get(at).value().equals(CATALOG) && Near.symbol(tokens, at + 1, ".");
        return schema ? at + 2 : at;
    }

    private void type(List<Token> tokens, int cast, Edits edits) {
        int at = qualified(tokens, cast + 1);
        if (!Near.name(tokens, at)) {
            return;
        }
        String type = tokens.get(at).value();
        if (LOOKED_UP.contains(type)) {
            int start = operand(tokens, cast - 1);
            edits.insert(tokens.get(start).start(), function(type, start == cast - 1 && literal(tokens, start)) + "(");
            edits.replace(tokens.get(cast), tokens.get(at), ")");
        } else {
            plain(tokens, cast + 1, at, edits);
        }
    }

    /** {@code CAST('t' AS regclass)} and casts to the catalog's other types. */
    private void named(List<Token> tokens, int as, Edits edits) {
        int at = qualified(tokens, as + 1);
        if (!Near.name(tokens, at) || !Near.symbol(tokens, at + 1, ")")) {
            return;
        }
        int open = as - 2;
        boolean whole = Near.word(tokens, open - 1, "cast") && Near.symbol(tokens, open, "(");
        if (LOOKED_UP.contains(tokens.get(at).value()) && whole && literal(tokens, as - 1)) {
            edits.replace(tokens.get(open - 1), function(tokens.get(at).value(), true));
            edits.replace(tokens.get(as), tokens.get(at), "");
        } else if (at > as + 1) {
            plain(tokens, as + 1, at, edits);
        }
    }

    private static void plain(List<Token> tokens, int first, int at, Edits edits) {
        Token type = tokens.get(at);
        boolean letter = type.value().equals("char") && (at > first || type.kind() == Token.Kind.QUOTED);
        if (letter || TEXTS.contains(type.value())) {
            edits.replace(tokens.get(first), type, "VARCHAR");
        } else if (at > first) {
            edits.replace(tokens.get(first), tokens.get(at - 1), "");
        }
    }

    private String function(String type, boolean literal) {
        String name = literal ? "to_" + type : type + "_name";
        return names.getOrDefault(name + "(", name);
    }

    private static boolean literal(List<Token> tokens, int at) {
        return Near.string(tokens, at) || (at >= 0 && tokens.get(at).kind() == Token.Kind.PARAMETER);
    }

    /** Where the operand begins that ends here: a literal, a name with its schema, a call, something in parentheses. */
    private static int operand(List<Token> tokens, int end) {
        int start = end;
        if (Near.symbol(tokens, end, ")")) {
            int depth = 0;
            do {
                depth += Near.symbol(tokens, start, ")") ? 1 : Near.symbol(tokens, start, "(") ? -1 : 0;
                start--;
            } while (depth > 0 && start >= 0);
            if (!Near.name(tokens, start)) {
                return start + 1;
            }
        }
        while (Near.symbol(tokens, start - 1, ".") && Near.name(tokens, start - 2)) {
            start -= 2;
        }
        return Math.max(start, 0);
    }
}
