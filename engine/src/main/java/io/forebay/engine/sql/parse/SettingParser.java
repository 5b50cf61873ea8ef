package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.AccessCommand;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.copy.CopyParser;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SET, RESET, SHOW. */
final class SettingParser {
    private static final Set<String> SHOWN_OBJECTS = Set.of(
            "tables",
            "databases",
            "schemas",
            "columns",
            "table",
            "view",
            "external",
            "procedure",
            "model",
            "grants",
            "datashares",
            "parameters",
            "functions",
            "create");

    private final TokenStream in;

    SettingParser(TokenStream in) {
        this.in = in;
    }

    Statement parse() {
        Position position = in.position();
        Statement statement =
                switch (in.next().value()) {
                    case "set" -> set(position);
                    case "reset" -> reset(position);
                    default -> show(position);
                };
        in.expectEnd();
        return statement;
    }

    private Statement set(Position position) {
        if (in.accept("session", "characteristics", "as", "transaction") || in.accept("transaction")) {
            TransactionParser.modes(in);
            return new Statement.Nothing(position, "SET", null);
        }
        if (in.accept("session", "authorization") || in.accept("session", "session", "authorization")) {
            return authorization(position);
        }
        refuseRole();
        boolean local = in.acceptAny("session", "local") && in.previous().is("local");
        refuseRole();
        if (in.accept("time", "zone")) {
            return new Statement.SetParameter(position, "timezone", timeZone(), local);
        }
        if (in.at("names") && in.peek(1).isString()) {
            in.next();
            return new Statement.SetParameter(
                    position, "client_encoding", in.next().value(), local);
        }
        String name = name();
        if (!in.accept("to") && !in.acceptSymbol("=")) {
            throw in.expected("TO or = behind SET " + name);
        }
        return new Statement.SetParameter(position, name, values(), local);
    }

    private Statement authorization(Position position) {
        String user =
                in.accept("default") ? null : in.peek().isString() ? in.next().value() : in.identifier("a user's name");
        return new Statement.Access(position, new AccessCommand.SetUser(user));
    }

    private void refuseRole() {
        if (in.at("session", "authorization") || in.at("role")) {
            throw Mistake.notSupported(
                    in.peek().start(),
                    "changing the role of a session is not supported; write SET SESSION AUTHORIZATION user");
        }
    }

    private @Nullable String timeZone() {
        if (in.acceptAny("local", "default")) {
            return null;
        }
        in.accept("interval");
        return value();
    }

    private String name() {
        StringBuilder name = new StringBuilder(in.identifier("a parameter's name"));
        while (in.acceptSymbol(".")) {
            name.append('.').append(in.identifier("a parameter's name"));
        }
        return name.toString();
    }

    private @Nullable String values() {
        if (in.accept("default")) {
            return null;
        }
        List<String> values = new ArrayList<>();
        do {
            values.add(value());
        } while (in.acceptSymbol(","));
        return String.join(", ", values);
    }

    private String value() {
        String sign = in.acceptSymbol("-") ? "-" : "";
        in.acceptSymbol("+");
        Token token = in.peek();
        boolean value = token.isString() || token.isName() || token.kind() == Token.Kind.NUMBER;
        if (!value || (!sign.isEmpty() && token.kind() != Token.Kind.NUMBER)) {
            throw in.expected("a value");
        }
        return sign + in.next().value();
    }

    private Statement reset(Position position) {
        if (in.accept("session", "authorization")) {
            return new Statement.Access(position, new AccessCommand.SetUser(null));
        }
        refuseRole();
        if (in.accept("time", "zone")) {
            return new Statement.SetParameter(position, "timezone", null, false);
        }
        return new Statement.SetParameter(position, in.accept("all") ? "all" : name(), null, false);
    }

    private Statement show(Position position) {
        if (in.accept("transaction", "isolation", "level")) {
            return new Statement.ShowParameter(position, "transaction_isolation");
        }
        if (in.accept("time", "zone")) {
            return new Statement.ShowParameter(position, "timezone");
        }
        if (in.accept("session", "authorization")) {
            return new Statement.ShowParameter(position, "session_authorization");
        }
        if (in.accept("all")) {
            return new Statement.ShowParameter(position, "all");
        }
        if (in.at("schema", "from")) {
            in.next();
            return new Statement.ShowSchema(position, CopyParser.files(in, new Name(null, "t")));
        }
        if (in.accept("external", "table")) {
            return new Statement.ShowExternalTable(position, in.name("a table name"), in.accept("partition"));
        }
        if (SHOWN_OBJECTS.contains(in.peek().value())) {
            throw Mistake.notSupported(
                    in.peek().start(),
                    "SHOW " + in.peek().text()
                            + " is not supported yet; information_schema has tables, columns and schemata");
        }
        return new Statement.ShowParameter(position, name());
    }
}
