package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.Dialect;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Refuses calls of functions that users must not call, in every spelling: quoted, behind a schema, as a method of a
 * value. A name in front of an opening parenthesis is a call, unless it names a table (INSERT INTO t (…)) or a WITH query.
 */
final class FunctionGuard {
    /** Names of table functions that are also ordinary, harmless functions. */
    private static final Set<String> ORDINARY =
            Set.of("generate_series", "histogram", "range", "repeat", "unnest", "version");

    /** How the names of Forebay's own functions start; they are for its own statements. */
    private static final String OWN = "forebay_";

    private final Dialect dialect;
    private final Set<String> refused;
    private final Set<String> tableFunctions;
    private final Map<String, String> missing;
    private final Set<String> ownCatalogs;

    FunctionGuard(Dialect dialect) {
        this.dialect = dialect;
        Set<String> names = new HashSet<>(dialect.tableFunctions());
        names.removeAll(dialect.allowedTableFunctions());
        names.removeAll(ORDINARY);
        names.addAll(dialect.refusedFunctions());
        this.missing = dialect.missingFunctions();
        this.ownCatalogs = dialect.ownCatalogs();
        this.refused = Set.copyOf(names);
        this.tableFunctions = Set.copyOf(dialect.tableFunctions());
    }

    void check(List<Token> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isName() && ownCatalogs.contains(token.value())) {
                throw Mistake.notAllowed(token.start(), token.value() + " is Forebay's own and is not for users");
            }
            boolean call = token.isName() && tokens.get(i + 1).isSymbol("(");
            if (call && refused(token.value()) && !namesTable(tokens, i) && !SessionRewriter.answers(tokens, i)) {
                throw Mistake.notAllowed(
                        token.start(),
                        "the function " + token.value() + " is not allowed"
                                + (tableFunctions.contains(token.value())
                                        ? "; load files with COPY from an object store"
                                        : ""));
            }
            String instead = call ? missing.get(token.value()) : null;
            if (instead != null && !Near.symbol(tokens, i - 1, ".") && !namesTable(tokens, i)) {
                throw Mistake.notSupported(
                        token.start(),
                        "the function " + token.value().toUpperCase(Locale.ROOT) + " is not supported: " + instead);
            }
        }
    }

    private boolean refused(String name) {
        return refused.contains(name) || name.startsWith(OWN) || dialect.refusesFunction(name);
    }

    static boolean namesTable(List<Token> tokens, int at) {
        int first = at;
        while (Near.symbol(tokens, first - 1, ".") && Near.name(tokens, first - 2)) {
            first -= 2;
        }
        if (Near.word(tokens, first - 1, "into", "view")) {
            return true;
        }
        return first == at && (Near.word(tokens, at - 1, "with", "recursive", "as") || laterWithQuery(tokens, at));
    }

    /** The second or a later query of a WITH: {@code , name (a, b) AS (SELECT …}. */
    private static boolean laterWithQuery(List<Token> tokens, int at) {
        int close = Near.closing(tokens, at + 1);
        for (int i = at + 2; i < close; i++) {
            if (!tokens.get(i).isName() && !tokens.get(i).isSymbol(",")) {
                return false;
            }
        }
        int open = close + 2;
        while (Near.word(tokens, open, "not", "materialized")) {
            open++;
        }
        return Near.symbol(tokens, at - 1, ",")
                && Near.word(tokens, close + 1, "as")
                && Near.symbol(tokens, open, "(")
                && Near.word(tokens, open + 1, "select", "with");
    }
}
