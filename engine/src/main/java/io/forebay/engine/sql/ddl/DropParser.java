package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.Sql.Kind;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * DROP TABLE | VIEW | SCHEMA [IF EXISTS] a, b [CASCADE | RESTRICT]. The external database of a schema goes with it, whether
 * DROP EXTERNAL DATABASE says so or not: it has no tables but the schema's.
 */
public final class DropParser {
    private final TokenStream in;

    public DropParser(TokenStream in) {
        this.in = in;
    }

    public Statement parse() {
        in.expect("drop");
        if (in.at("materialized")) {
            return MaterializedViewParser.drop(in);
        }
        if (!in.acceptAny("table", "view", "schema")) {
            throw Mistake.notSupported(
                    in.peek().start(),
                    "DROP " + in.peek().text().toUpperCase(Locale.ROOT) + " is not supported"
                            + Nearest.hint(in.peek().value(), List.of("TABLE", "VIEW", "SCHEMA", "MATERIALIZED")));
        }
        String kind = in.previous().value().toUpperCase(Locale.ROOT);
        boolean ifExists = in.accept("if", "exists");
        List<Name> targets = new ArrayList<>();
        do {
            targets.add(kind.equals("SCHEMA") ? new Name(in.identifier("a schema name"), "") : in.name("a name"));
        } while (in.acceptSymbol(","));
        if (kind.equals("SCHEMA")) {
            in.accept("drop", "external", "database");
        }
        String behaviour = in.acceptAny("cascade", "restrict")
                ? " " + in.previous().value().toUpperCase(Locale.ROOT)
                : "";
        in.expectEnd();
        List<String> drops = targets.stream()
                .map(target -> "DROP " + kind + (ifExists ? " IF EXISTS " : " ") + quoted(target) + behaviour)
                .toList();
        return drops.size() == 1
                ? new Statement.Sql(in.position(), Kind.DDL, drops.get(0), "DROP " + kind, targets)
                : new Statement.Several(in.position(), null, drops, "DROP " + kind, false, targets);
    }

    private static String quoted(Name name) {
        String schema = name.schema();
        return schema != null && name.name().isEmpty() ? TableName.quote(schema) : name.quoted();
    }
}
