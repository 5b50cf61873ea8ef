package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.CreateTableAs.Source;
import io.forebay.engine.sql.query.DefiningQuery;
import io.forebay.engine.sql.query.QueryLineage;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CREATE TABLE t [(a, b)] [attributes] AS query. */
final class CreateTableAsParser {
    private final TokenStream in;
    private final Rewriter rewriter;

    CreateTableAsParser(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    /** Whether what follows a table's name is not a list of column definitions. */
    static boolean follows(TokenStream in) {
        if (!in.peek().isSymbol("(")) {
            return true;
        }
        return in.peek(1).isName()
                && !in.peek(1).is("like")
                && (in.peek(2).isSymbol(",") || in.peek(2).isSymbol(")"));
    }

    Statement parse(Name name, boolean temporary, boolean ifNotExists) {
        List<String> columns = columnNames();
        TableAttributes attributes = new TableAttributes(in).read();
        if (!in.accept("as")) {
            throw in.expected("the columns in parentheses, or AS and a query,");
        }
        if (!columns.isEmpty()) {
            attributes.requireColumns(columns);
        }
        attributes.notes(List.of());
        List<Token> query = in.rest();
        DefiningQuery.require(in.text(), query, in);
        Edits edits = new Edits(in.text());
        int end = query.get(query.size() - 1).end();
        Token first = in.all().get(0);
        Token as = in.previous();
        String create = DefiningQuery.createTable(name, temporary, ifNotExists);
        String naming = "";
        if (columns.isEmpty()) {
            edits.replace(first, as, create);
        } else {
            edits.replace(first, as, create + "SELECT * FROM (");
            naming = ") AS created(" + columns.stream().map(TableName::quote).collect(Collectors.joining(", ")) + ")";
        }
        rewriter.apply(query, edits);
        Edits.Result result = edits.apply(first.start(), end);
        return new Statement.CreateTableAs(
                in.position(),
                name,
                temporary,
                ifNotExists,
                result.sql() + naming,
                sources(query, columns),
                result.positions());
    }

    private List<String> columnNames() {
        List<String> names = new ArrayList<>();
        if (in.acceptSymbol("(")) {
            do {
                names.add(in.identifier("a column name"));
            } while (in.acceptSymbol(","));
            in.expectSymbol(")");
        }
        return names;
    }

    /** With new names for the columns only a query whose items are all plain columns can be followed. */
    private static List<Source> sources(List<Token> query, List<String> columns) {
        List<Source> found = QueryLineage.find(query);
        if (columns.isEmpty()) {
            return found;
        }
        boolean plain = found.size() == columns.size()
                && found.stream().noneMatch(s -> s.column().equals("*"));
        List<Source> renamed = new ArrayList<>();
        for (int i = 0; plain && i < columns.size(); i++) {
            renamed.add(new Source(
                    columns.get(i), found.get(i).table(), found.get(i).column()));
        }
        return renamed;
    }
}
