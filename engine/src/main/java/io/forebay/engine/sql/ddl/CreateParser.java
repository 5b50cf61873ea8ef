package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.Sql.Kind;
import io.forebay.engine.sql.copy.CopyParser;
import io.forebay.engine.sql.query.DefiningQuery;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** CREATE TABLE, VIEW, SCHEMA; says what to do instead of the others. */
public final class CreateParser {
    private final TokenStream in;
    private final Rewriter rewriter;

    public CreateParser(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    public Statement parse() {
        in.expect("create");
        Token replace = in.at("or", "replace") ? in.peek() : null;
        in.accept("or", "replace");
        if (in.accept("view")) {
            return view();
        }
        if (replace == null && in.at("materialized")) {
            return new MaterializedViewParser(in, rewriter).create();
        }
        if (replace != null && in.peek().isAny("table", "temp", "temporary", "local", "schema")) {
            throw Mistake.syntax(replace.start(), "OR REPLACE is only for views; drop the table first");
        }
        if (in.accept("schema")) {
            return schema();
        }
        if (replace == null && in.accept("external", "schema")) {
            return new ExternalSchemaParser(in).parse();
        }
        if (replace == null && in.accept("external", "table")) {
            return new ExternalTableParser(in).parse();
        }
        boolean local = in.accept("local");
        boolean temporary = in.acceptAny("temp", "temporary");
        if (local && !temporary) {
            throw in.expected("TEMP or TEMPORARY behind LOCAL");
        }
        if (in.accept("table")) {
            return table(temporary);
        }
        if (in.atEnd()) {
            throw in.expected("TABLE, VIEW, MATERIALIZED VIEW or SCHEMA");
        }
        throw Mistake.notSupported(
                in.peek().start(),
                "CREATE " + (temporary ? "TEMP " : "") + in.peek().text().toUpperCase(Locale.ROOT) + " is not supported"
                        + Nearest.hint(in.peek().value(), List.of("TABLE", "VIEW", "SCHEMA", "MATERIALIZED")));
    }

    private Statement table(boolean temporaryWritten) {
        boolean ifNotExists = in.accept("if", "not", "exists");
        int nameAt = in.peek().start();
        Name name = in.name("a table name");
        boolean temporary = temporaryWritten || name.name().startsWith("#");
        if (temporary && name.schema() != null) {
            throw Mistake.syntax(nameAt, "a temporary table has no schema; leave \"" + name.schema() + ".\" out");
        }
        if (in.at("from")) {
            Position position = in.position();
            return new Statement.CreateTableFrom(position, name, temporary, ifNotExists, CopyParser.files(in, name));
        }
        return CreateTableAsParser.follows(in)
                ? new CreateTableAsParser(in, rewriter).parse(name, temporary, ifNotExists)
                : new CreateTableParser(in, rewriter).parse(name, temporary, ifNotExists);
    }

    private Statement view() {
        Name name = in.name("a view name");
        if (in.acceptSymbol("(")) {
            in.skipParentheses();
        }
        in.expect("as");
        List<Token> query = new ArrayList<>(in.rest());
        int size = query.size();
        boolean lateBinding = size > 4
                && Near.word(query, size - 4, "with")
                && Near.word(query, size - 3, "no")
                && Near.word(query, size - 2, "schema")
                && Near.word(query, size - 1, "binding");
        List<Token> all = in.all();
        if (lateBinding) {
            query = query.subList(0, size - 4);
            all = all.subList(0, all.size() - 4);
        }
        DefiningQuery.require(in.text(), query, in);
        Edits.Result result = rewriter.rewrite(in.text(), all);
        Statement.Sql view = new Statement.Sql(
                in.position(), Kind.DDL, result.sql(), "CREATE VIEW", List.of(name), result.positions());
        return lateBinding ? new Statement.LateView(in.position(), view) : view;
    }

    private Statement schema() {
        boolean ifNotExists = in.accept("if", "not", "exists");
        boolean named = !in.at("authorization");
        String name = named ? in.identifier("a schema name") : "";
        if (in.accept("authorization")) {
            String owner = in.identifier("a user name");
            name = named ? name : owner;
        }
        if (in.accept("quota") && !in.accept("unlimited")) {
            in.integer("the quota", 0, Long.MAX_VALUE);
            in.acceptAny("mb", "gb", "tb");
        }
        in.expectEnd();
        String sql = "CREATE SCHEMA " + (ifNotExists ? "IF NOT EXISTS " : "") + TableName.quote(name);
        return new Statement.Sql(in.position(), Kind.DDL, sql, "CREATE SCHEMA", List.of(new Name(name, "")));
    }
}
