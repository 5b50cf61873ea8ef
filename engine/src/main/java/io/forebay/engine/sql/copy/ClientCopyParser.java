package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.PositionMap;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.query.QueryParser;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.warehouse.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** COPY … FROM STDIN and COPY … TO STDOUT. SOURCE: PostgreSQL's manual, "COPY". */
public final class ClientCopyParser {
    private final TokenStream in;
    private final Rewriter rewriter;
    private final Position position;

    /** @param in before COPY */
    public ClientCopyParser(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
        this.position = in.position();
    }

    /** Whether a COPY follows that PostgreSQL has and Redshift has not: of a query, TO anything, or FROM no string. */
    public static boolean follows(TokenStream in) {
        List<Token> rest = in.rest();
        int at = 1;
        if (Near.word(rest, at, "binary") && Near.name(rest, at + 1) && !Near.word(rest, at + 1, "from", "to")) {
            at++;
        }
        if (!Near.symbol(rest, at, "(")) {
            at += Near.symbol(rest, at + 1, ".") ? 3 : 1;
        }
        if (Near.symbol(rest, at, "(")) {
            at = Near.closing(rest, at) + 1;
        }
        return Near.symbol(rest, 1, "(")
                || Near.word(rest, at, "to")
                || (Near.word(rest, at, "from") && Near.word(rest, at + 1, "stdin", "stdout", "program"));
    }

    public Statement parse() {
        in.expect("copy");
        if (in.peek().isSymbol("(")) {
            Statement.Sql query = query();
            expectClient("to");
            return new Statement.CopyOut(
                    position, query, new ClientCopyOptions(in, false).read().text());
        }
        if (in.at("binary") && in.peek(1).isName() && !in.peek(1).isAny("from", "to")) {
            throw ClientCopyOptions.binary(in.peek().start());
        }
        Name table = in.name("a table name");
        List<String> columns = CopyParser.columns(in);
        if (in.at("from")) {
            expectClient("from");
            return copyIn(table, columns);
        }
        expectClient("to");
        return new Statement.CopyOut(
                position,
                all(table, columns),
                new ClientCopyOptions(in, false).read().text());
    }

    private void expectClient(String direction) {
        in.expect(direction);
        if (in.acceptAny("stdin", "stdout")) {
            return;
        }
        if (in.peek().isString() || in.at("program")) {
            throw Mistake.notSupported(
                    in.peek().start(),
                    "COPY does not reach files and programs of the server; use "
                            + (direction.equals("to")
                                    ? "UNLOAD ('SELECT …') TO 's3://…', or COPY … TO STDOUT"
                                    : "COPY … FROM 's3://…', or COPY … FROM STDIN"));
        }
        throw in.expected(direction.equals("to") ? "STDOUT" : "STDIN");
    }

    private Statement copyIn(Name table, List<String> columns) {
        ClientCopyOptions options = new ClientCopyOptions(in, true).read();
        CopyCommand.LoadOptions load =
                new CopyCommand.LoadOptions(1, false, "", Set.of(), Map.of(), ExtraFields.Policy.IGNORE, "", null);
        CopyCommand.Authorization nobody = new CopyCommand.Authorization(CopyCommand.Authorization.Kind.NONE, "", null);
        return new Statement.CopyIn(
                position,
                new CopyCommand(table, columns, "", options.reading(), load, nobody, CopyText.of(in.text(), in.all())));
    }

    private Statement.Sql query() {
        List<Token> rest = in.rest();
        int closing = Near.closing(rest, 0);
        in.next();
        in.skipParentheses();
        List<Token> inner = rest.subList(1, closing);
        if (inner.isEmpty()) {
            throw Mistake.syntax(rest.get(0).start(), "COPY takes a query here: COPY (SELECT …) TO STDOUT");
        }
        Statement parsed = new QueryParser(new TokenStream(in.text(), inner), rewriter).parse();
        if (parsed instanceof Statement.Sql query && query.kind() == Statement.Sql.Kind.QUERY) {
            return query(query.sql(), query.positions());
        }
        throw Mistake.notSupported(
                inner.get(0).start(), "COPY takes a query that writes nothing: SELECT, WITH or VALUES");
    }

    private Statement.Sql query(String sql, PositionMap positions) {
        return new Statement.Sql(position, Statement.Sql.Kind.QUERY, sql, "COPY", List.of(), positions);
    }

    /** The query that gives the columns of a table. */
    private Statement.Sql all(Name table, List<String> columns) {
        String names =
                columns.isEmpty() ? "*" : columns.stream().map(TableName::quote).collect(Collectors.joining(", "));
        SqlText text = SqlText.of("SELECT " + names + " FROM " + table.quoted());
        Statement.Sql query = (Statement.Sql) new QueryParser(new TokenStream(text, text.tokens()), rewriter).parse();
        return query(query.sql(), PositionMap.startOf(position.offset()));
    }
}
