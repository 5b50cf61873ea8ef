package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.AccessCommand;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.ObjectKind;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.Sql.Kind;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TableName;
import java.util.List;

/** ALTER TABLE. SOURCE: Redshift Database Developer Guide, "ALTER TABLE". */
public final class AlterTableParser {
    private static final String TAG = "ALTER TABLE";

    private final TokenStream in;
    private final Rewriter rewriter;

    public AlterTableParser(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    public Statement parse() {
        in.expect("alter");
        if (!in.accept("table")) {
            throw Mistake.notSupported(
                    in.peek().start(), "ALTER " + in.peek().text() + " is not supported; only ALTER TABLE is");
        }
        Name table = in.name("a table name");
        Statement statement =
                AlterExternalParser.follows(in) ? new AlterExternalParser(in).parse(table) : action(table);
        in.expectEnd();
        return statement;
    }

    private Statement action(Name table) {
        Token verb = in.next();
        return switch (verb.value()) {
            case "add" -> add(table);
            case "alter" -> alter(table);
            case "rename" -> rename(table);
            case "drop" -> drop(table);
            case "append" -> append(table);
            case "owner" -> owner(table);
            default ->
                throw Mistake.notSupported(
                        verb.start(),
                        "ALTER TABLE … " + verb.text()
                                + " is not supported; ADD, ALTER, RENAME, DROP, APPEND and OWNER are");
        };
    }

    private Statement owner(Name table) {
        in.expect("to");
        return new Statement.Access(
                in.position(), new AccessCommand.ChangeOwner(ObjectKind.TABLE, table, in.identifier("a user's name")));
    }

    private Statement add(Name table) {
        if (in.peek().isAny("constraint", "primary", "unique", "foreign")) {
            return physical();
        }
        in.accept("column");
        Token at = in.peek();
        ColumnParser.Parsed parsed = new ColumnParser(in, rewriter).parse();
        Column column = parsed.column();
        if (column.identity() != null || parsed.primaryKey()) {
            throw Mistake.notSupported(at.start(), "a column that is added cannot be IDENTITY or PRIMARY KEY");
        }
        return new Statement.AlterColumn(in.position(), table, column, true);
    }

    private Statement alter(Name table) {
        if (in.peek().isAny("distkey", "sortkey", "compound", "interleaved", "diststyle", "encode")) {
            return physical();
        }
        in.accept("column");
        String name = in.identifier("a column name");
        if (in.at("encode")) {
            return physical();
        }
        if (!in.accept("type")) {
            throw in.expected("TYPE or ENCODE");
        }
        return new Statement.AlterColumn(in.position(), table, Column.of(name, TypeParser.parse(in)), false);
    }

    /** What changes nothing here: keys are informational, and there is neither distribution nor encoding. */
    private Statement physical() {
        while (!in.atEnd()) {
            in.next();
        }
        return new Statement.Nothing(in.position(), TAG, null);
    }

    private Statement rename(Name table) {
        if (in.accept("to")) {
            return ddl(table, "RENAME TO " + TableName.quote(in.identifier("a table name")));
        }
        in.accept("column");
        String from = in.identifier("a column name");
        in.expect("to");
        String to = in.identifier("a column name");
        return ddl(table, "RENAME COLUMN " + TableName.quote(from) + " TO " + TableName.quote(to));
    }

    private Statement drop(Name table) {
        if (in.at("constraint") || in.at("primary", "key")) {
            return physical();
        }
        in.accept("column");
        String column = in.identifier("a column name");
        String behaviour = in.acceptAny("cascade", "restrict") && in.previous().is("cascade") ? " CASCADE" : "";
        return ddl(table, "DROP COLUMN " + TableName.quote(column) + behaviour);
    }

    private Statement append(Name table) {
        in.expect("from");
        Name source = in.name("a table name");
        boolean ignoreExtra = in.accept("ignoreextra");
        boolean fillTarget = in.accept("filltarget");
        ignoreExtra |= in.accept("ignoreextra");
        return new Statement.AppendTable(in.position(), table, source, ignoreExtra, fillTarget);
    }

    private Statement ddl(Name table, String action) {
        String sql = "ALTER TABLE " + table.quoted() + " " + action;
        return new Statement.Sql(in.position(), Kind.DDL, sql, TAG, List.of(table));
    }
}
