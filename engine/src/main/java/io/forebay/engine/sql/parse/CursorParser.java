package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.query.QueryParser;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;

/** DECLARE, FETCH and CLOSE. SOURCE: Amazon Redshift Database Developer Guide, "DECLARE", "FETCH", "CLOSE". */
final class CursorParser {
    private final TokenStream in;

    CursorParser(TokenStream in) {
        this.in = in;
    }

    /** What psycopg2 writes for a cursor that only goes forward is read too; WITH HOLD and SCROLL are not Redshift's. */
    Statement declare(Rewriter rewriter) {
        Position position = in.position();
        in.expect("declare");
        String name = in.identifier("a cursor's name");
        in.accept("insensitive");
        in.accept("no", "scroll");
        in.expect("cursor");
        in.accept("without", "hold");
        if (in.at("with")) {
            throw Mistake.notSupported(
                    in.peek().start(), "a cursor WITH HOLD is not supported: cursors end with their transaction");
        }
        in.expect("for");
        if (in.atEnd()) {
            throw in.expected("a query");
        }
        TokenStream query = new TokenStream(in.text(), in.rest());
        Statement statement = new QueryParser(query, rewriter).parse();
        if (statement instanceof Statement.Sql sql && sql.kind() == Statement.Sql.Kind.QUERY) {
            return new Statement.DeclareCursor(position, name, sql);
        }
        throw Mistake.syntax(query.all().get(0).start(), "a cursor needs a query: SELECT or WITH … SELECT");
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
