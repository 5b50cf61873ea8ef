package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.List;

/** PREPARE, EXECUTE, DEALLOCATE. SOURCE: Amazon Redshift Database Developer Guide, "PREPARE", "EXECUTE", "DEALLOCATE". */
final class PrepareParser {
    private final TokenStream in;

    PrepareParser(TokenStream in) {
        this.in = in;
    }

    Statement prepare() {
        Position position = in.position();
        in.expect("prepare");
        String name = in.identifier("a name for the statement");
        List<String> types = list();
        in.expect("as");
        if (!in.peek().isAny("select", "with", "values", "insert", "update", "delete", "merge")) {
            throw in.expected("SELECT, INSERT, UPDATE or DELETE");
        }
        List<Token> body = in.rest();
        return new Statement.PrepareSql(position, name, types, text(body));
    }

    Statement execute() {
        Position position = in.position();
        in.expect("execute");
        String name = in.identifier("the name of a prepared statement");
        Statement execute = new Statement.ExecutePrepared(position, name, list());
        in.expectEnd();
        return execute;
    }

    Statement deallocate() {
        Position position = in.position();
        in.expect("deallocate");
        in.accept("prepare");
        Statement deallocate = new Statement.Deallocate(
                position, in.accept("all") ? null : in.identifier("the name of a prepared statement"));
        in.expectEnd();
        return deallocate;
    }

    /** What stands between parentheses and commas, as written; empty without parentheses. */
    private List<String> list() {
        List<String> items = new ArrayList<>();
        if (!in.peek().isSymbol("(")) {
            return items;
        }
        List<Token> rest = in.rest();
        int close = Near.closing(rest, 0);
        in.next();
        in.skipParentheses();
        int from = 1;
        int depth = 0;
        for (int i = 1; i <= close; i++) {
            boolean ends = i == close || (depth == 0 && rest.get(i).isSymbol(","));
            if (ends && i > from) {
                items.add(text(rest.subList(from, i)));
            }
            if (ends) {
                from = i + 1;
            } else {
                depth += rest.get(i).isSymbol("(") ? 1 : rest.get(i).isSymbol(")") ? -1 : 0;
            }
        }
        return items;
    }

    private String text(List<Token> tokens) {
        return new Edits(in.text())
                .apply(tokens.get(0).start(), tokens.get(tokens.size() - 1).end())
                .sql();
    }
}
