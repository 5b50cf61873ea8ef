package io.forebay.engine.sql.query;

import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes the schema before the relations that a statement changes, as they were resolved when they were checked: between
 * the check and the statement another session may drop a table that had hidden one of the ledger's behind it.
 */
public final class QualifiedTargets {
    private QualifiedTargets() {}

    /** @param schema gives the schema of a name without one; empty to leave it as it is */
    public static Statement.Sql in(Statement.Sql statement, Function<String, Optional<String>> schema) {
        if (statement.kind() == Statement.Sql.Kind.QUERY || statement.targets().isEmpty()) {
            return statement;
        }
        SqlText text = SqlText.of(statement.sql());
        List<Token> tokens = text.tokens();
        Edits edits = new Edits(text);
        boolean changed = false;
        for (int at : places(tokens)) {
            Token name = tokens.get(at);
            Optional<String> found = Near.partOfName(tokens, at) ? Optional.empty() : schema.apply(name.value());
            if (found.isPresent()) {
                edits.insert(name.start(), TableName.quote(found.get()) + ".");
                changed = true;
            }
        }
        if (!changed) {
            return statement;
        }
        Edits.Result result = edits.apply(0, statement.sql().length());
        return statement.with(result.sql(), statement.positions().then(result.positions()));
    }

    private static List<Integer> places(List<Token> tokens) {
        if (Near.word(tokens, 0, "drop", "alter", "create")) {
            return definition(tokens);
        }
        return TargetScanner.places(tokens);
    }

    /** The name in DROP, ALTER or CREATE, which all have one of TABLE and VIEW before it. */
    private static List<Integer> definition(List<Token> tokens) {
        List<Integer> places = new ArrayList<>();
        for (int i = 1; i < tokens.size() && places.isEmpty(); i++) {
            if (Near.word(tokens, i, "table", "view")) {
                int name = i + 1;
                while (Near.word(tokens, name, "if", "not", "exists")) {
                    name++;
                }
                if (Near.name(tokens, name)) {
                    places.add(name);
                }
            }
        }
        return places;
    }
}
