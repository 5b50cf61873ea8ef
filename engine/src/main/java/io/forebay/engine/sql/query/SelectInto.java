package io.forebay.engine.sql.query;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.List;

/** SELECT … INTO [TEMP] [TABLE] t …: the same as CREATE TABLE t AS SELECT …. */
final class SelectInto {
    private final TokenStream in;
    private final Rewriter rewriter;

    SelectInto(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    /** The index of the INTO of the outermost SELECT; -1 without one. */
    static int find(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.is("into") && !Near.partOfName(tokens, i)) {
                return i;
            }
        }
        return -1;
    }

    Statement parse() {
        Position position = in.position();
        int into = find(in.all());
        in.reset(into + 1);
        boolean local = in.accept("local");
        boolean temporary = in.acceptAny("temp", "temporary") || local;
        in.accept("table");
        int nameAt = in.peek().start();
        Name name = in.name("a table name");
        Token last = in.previous();
        temporary |= name.name().startsWith("#");
        if (temporary && name.schema() != null) {
            throw Mistake.syntax(nameAt, "a temporary table has no schema; leave \"" + name.schema() + ".\" out");
        }
        List<Token> query = new ArrayList<>(in.all().subList(0, into));
        query.addAll(in.rest());
        DefiningQuery.refuseWrites(query);
        Edits edits = new Edits(in.text());
        edits.insert(in.all().get(0).start(), DefiningQuery.createTable(name, temporary, false));
        edits.replace(in.all().get(into), last, "");
        rewriter.apply(query, edits);
        Edits.Result result = edits.apply(
                in.all().get(0).start(), in.all().get(in.all().size() - 1).end());
        return new Statement.CreateTableAs(
                position, name, temporary, false, result.sql(), QueryLineage.find(query), result.positions());
    }
}
