package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.Like;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.CommonError;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns, constraints and attributes of CREATE TABLE. SOURCE: Redshift Database Developer Guide, "CREATE TABLE". */
final class CreateTableParser {
    private final TokenStream in;
    private final ColumnParser columnParser;
    private final TableAttributes attributes;
    private final List<Column> columns = new ArrayList<>();
    private final List<Token> keyColumns = new ArrayList<>();
    private final List<String> primaryKey = new ArrayList<>();
    private boolean primaryKeyGiven;
    private @Nullable Like like;

    CreateTableParser(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.attributes = new TableAttributes(in);
        this.columnParser = new ColumnParser(in, rewriter);
    }

    /** Reads on behind the table's name. */
    Statement parse(Name name, boolean temporary, boolean ifNotExists) {
        in.expectSymbol("(");
        do {
            element();
        } while (in.acceptSymbol(","));
        in.expectSymbol(")");
        attributes.read();
        in.expectEnd();
        if (like == null) {
            checkColumnNames();
        }
        return new Statement.CreateTable(
                in.position(), name, temporary, ifNotExists, like, finished(), attributes.notes(primaryKey));
    }

    private void element() {
        if (in.at("like") && !in.peek(1).isSymbol(",")) {
            like();
        } else if (in.peek().isAny("constraint", "primary", "unique", "foreign", "check")) {
            constraint();
        } else {
            column();
        }
    }

    private void like() {
        int at = in.next().start();
        if (like != null) {
            throw Mistake.notSupported(at, "several LIKE clauses are not supported");
        }
        if (!columns.isEmpty()) {
            throw Mistake.notSupported(at, "LIKE behind columns is not supported; write LIKE first");
        }
        Name table = in.name("a table name");
        boolean defaults = false;
        if (in.acceptAny("including", "excluding")) {
            defaults = in.previous().is("including");
            in.expect("defaults");
        }
        like = new Like(table, defaults);
    }

    private void column() {
        Token name = in.peek();
        ColumnParser.Parsed parsed = columnParser.parse();
        Column column = parsed.column();
        if (columns.stream().anyMatch(c -> c.name().equals(column.name()))) {
            throw Mistake.at(
                    CommonError.DUPLICATE_OBJECT,
                    name.start(),
                    "the column \"" + column.name() + "\" is defined twice");
        }
        if (column.identity() != null && columns.stream().anyMatch(c -> c.identity() != null)) {
            throw Mistake.syntax(name.start(), "a table has at most one IDENTITY column");
        }
        columns.add(column);
        if (parsed.distributionKey()) {
            attributes.distributeBy(name);
        }
        if (parsed.sortKey()) {
            attributes.sortBy(name);
        }
        if (parsed.primaryKey()) {
            beginPrimaryKey(name);
            primaryKey.add(column.name());
        }
    }

    private void beginPrimaryKey(Token at) {
        if (primaryKeyGiven) {
            throw Mistake.syntax(at.start(), "a table has at most one PRIMARY KEY");
        }
        primaryKeyGiven = true;
    }

    private void constraint() {
        if (in.accept("constraint")) {
            in.identifier("a constraint's name");
        }
        Token kind = in.peek();
        if (in.accept("primary", "key")) {
            beginPrimaryKey(kind);
            primaryKey.addAll(keyColumns());
        } else if (in.accept("unique")) {
            keyColumns();
        } else if (in.accept("foreign", "key")) {
            keyColumns();
            columnParser.references();
        } else if (in.at("check")) {
            throw Mistake.notSupported(kind.start(), "CHECK is not supported: Redshift has no such constraint");
        } else {
            throw in.expected("PRIMARY KEY, UNIQUE or FOREIGN KEY");
        }
    }

    private List<String> keyColumns() {
        List<String> names = new ArrayList<>();
        in.expectSymbol("(");
        do {
            names.add(in.identifier("a column name"));
            keyColumns.add(in.previous());
        } while (in.acceptSymbol(","));
        in.expectSymbol(")");
        return names;
    }

    private void checkColumnNames() {
        List<String> names = columns.stream().map(Column::name).toList();
        attributes.requireColumns(names);
        keyColumns.forEach(name -> TableAttributes.requireColumn(name, names));
    }

    /** The columns of a primary key take no NULL. */
    private List<Column> finished() {
        return columns.stream()
                .map(c -> primaryKey.contains(c.name()) ? ColumnParser.withoutNulls(c) : c)
                .toList();
    }
}
