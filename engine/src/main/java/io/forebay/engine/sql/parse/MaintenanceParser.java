package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.Locale;

/** Statements that need nothing done here: ANALYZE, VACUUM, LOCK, DISCARD. */
final class MaintenanceParser {
    private final TokenStream in;

    MaintenanceParser(TokenStream in) {
        this.in = in;
    }

    Statement parse() {
        Position position = in.position();
        Token verb = in.next();
        return switch (verb.value()) {
            case "vacuum" -> nothing(position, "VACUUM");
            case "lock" ->
                new Statement.Nothing(
                        position,
                        "LOCK TABLE",
                        "LOCK does nothing here: of two transactions that change the same rows, one fails with 40001");
            case "discard" -> discard(position);
            default -> analyze(position);
        };
    }

    private Statement analyze(Position position) {
        if (in.at("compression")) {
            throw Mistake.notSupported(
                    in.peek().start(), "ANALYZE COMPRESSION is not supported: columns have no encodings here");
        }
        return nothing(position, "ANALYZE");
    }

    private Statement discard(Position position) {
        if (!in.acceptAny("all", "plans", "sequences", "temp", "temporary")) {
            throw in.expected("ALL behind DISCARD");
        }
        if (in.previous().isAny("temp", "temporary")) {
            throw Mistake.notSupported(
                    in.previous().start(), "DISCARD TEMP is not supported; drop the temporary tables");
        }
        String tag = "DISCARD " + in.previous().value().toUpperCase(Locale.ROOT);
        in.expectEnd();
        return nothing(position, tag);
    }

    private static Statement nothing(Position position, String tag) {
        return new Statement.Nothing(position, tag, null);
    }
}
