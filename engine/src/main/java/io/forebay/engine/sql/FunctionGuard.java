package io.forebay.engine.sql;

import io.forebay.spi.warehouse.Dialect;
import java.util.HashSet;
import java.util.List;
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

    private final Set<String> refused;
    private final Set<String> tableFunctions;

    FunctionGuard(Dialect dialect) {
        Set<String> names = new HashSet<>(dialect.tableFunctions());
        names.removeAll(dialect.allowedTableFunctions());
        names.removeAll(ORDINARY);
        names.addAll(dialect.refusedFunctions());
        this.refused = Set.copyOf(names);
        this.tableFunctions = Set.copyOf(dialect.tableFunctions());
    }

    void check(List<Token> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean call = token.isName() && tokens.get(i + 1).isSymbol("(");
            if (call && refused(token.value()) && !namesTable(tokens, i)) {
                throw Mistake.notAllowed(
                        token.start(),
                        "the function " + token.value() + " is not allowed"
                                + (tableFunctions.contains(token.value())
                                        ? "; load files with COPY from an object store"
                                        : ""));
            }
        }
    }

    private boolean refused(String name) {
        return refused.contains(name) || name.startsWith(OWN);
    }

    private static boolean namesTable(List<Token> tokens, int at) {
        int first = at;
        while (Near.symbol(tokens, first - 1, ".") && Near.name(tokens, first - 2)) {
            first -= 2;
        }
        return Near.word(tokens, first - 1, "into") || (first == at && Near.word(tokens, at - 1, "with", "recursive"));
    }
}
