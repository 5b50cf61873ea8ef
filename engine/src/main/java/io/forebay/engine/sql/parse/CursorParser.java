package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;

/** FETCH and CLOSE. SOURCE: Amazon Redshift Database Developer Guide, "FETCH", "CLOSE". */
final class CursorParser {
    private final TokenStream in;

    CursorParser(TokenStream in) {
        this.in = in;
    }

    Statement fetch() {
        Position position = in.position();
        in.expect("fetch");
        long most = 1;
        if (!in.accept("next")) {
            in.accept("forward");
            if (in.accept("all")) {
                most = Long.MAX_VALUE;
            } else if (in.peek().kind() == Token.Kind.NUMBER) {
                most = in.integer("the number of rows", 1, Integer.MAX_VALUE);
            }
        }
        if (!in.acceptAny("from", "in")) {
            throw in.expected("FROM and a cursor's name");
        }
        Statement.Fetch fetch = new Statement.Fetch(position, in.identifier("a cursor's name"), most);
        in.expectEnd();
        return fetch;
    }

    Statement close() {
        Position position = in.position();
        in.expect("close");
        Statement.CloseCursor close =
                new Statement.CloseCursor(position, in.accept("all") ? null : in.identifier("a cursor's name"));
        in.expectEnd();
        return close;
    }
}
