package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.List;

/** COMMENT ON. SOURCE: Amazon Redshift Database Developer Guide, "COMMENT". */
final class CommentParser {
    private final TokenStream in;

    CommentParser(TokenStream in) {
        this.in = in;
    }

    Statement parse() {
        Position position = in.position();
        in.expect("comment");
        in.expect("on");
        if (!in.acceptAny("table", "view", "column")) {
            throw Mistake.notSupported(
                    in.peek().start(), "COMMENT is for a TABLE, a VIEW or a COLUMN; others keep no comments here");
        }
        boolean column = in.previous().is("column");
        List<String> parts = new ArrayList<>();
        do {
            parts.add(in.identifier(column ? "a column's name" : "a relation's name"));
        } while (in.acceptSymbol("."));
        String ofColumn = column ? parts.remove(parts.size() - 1) : null;
        if (parts.isEmpty() || parts.size() > 2) {
            throw in.expected(column ? "table.column or schema.table.column" : "a name such as schema.table");
        }
        Name relation = new Name(parts.size() == 2 ? parts.get(0) : null, parts.get(parts.size() - 1));
        in.expect("is");
        String text = in.accept("null") ? null : in.string("the comment, a string");
        in.expectEnd();
        return new Statement.CommentOn(position, relation, ofColumn, text);
    }
}
