package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One column of CREATE TABLE or ALTER TABLE … ADD COLUMN: name, type, attributes, constraints. */
final class ColumnParser {
    private static final Set<String> ENCODINGS = Set.of(
            "auto",
            "az64",
            "bytedict",
            "delta",
            "delta32k",
            "lzo",
            "mostly8",
            "mostly16",
            "mostly32",
            "none",
            "raw",
            "runlength",
            "text255",
            "text32k",
            "zstd");
    private static final String[] BEHIND_DEFAULT = {
        "encode",
        "distkey",
        "sortkey",
        "not",
        "null",
        "unique",
        "primary",
        "references",
        "collate",
        "identity",
        "generated",
        "check",
        "constraint"
    };

    /** @param primaryKey, distributionKey, sortKey whether the column is marked so */
    record Parsed(Column column, boolean primaryKey, boolean distributionKey, boolean sortKey) {}

    private final TokenStream in;
    private final Rewriter rewriter;

    private boolean nullable;
    private boolean nullGiven;
    private boolean primaryKey;
    private boolean distributionKey;
    private boolean sortKey;
    private @Nullable String defaultExpression;
    private Column.@Nullable Identity identity;

    ColumnParser(TokenStream in, Rewriter rewriter) {
        this.in = in;
        this.rewriter = rewriter;
    }

    Parsed parse() {
        nullable = true;
        nullGiven = false;
        primaryKey = false;
        distributionKey = false;
        sortKey = false;
        defaultExpression = null;
        identity = null;
        Token start = in.peek();
        String name = in.identifier("a column name");
        ColumnType type = TypeParser.parse(in);
        while (!in.atEnd() && !in.peek().isSymbol(",") && !in.peek().isSymbol(")")) {
            attribute();
        }
        checkIdentity(start, type);
        boolean takesNull = nullable && identity == null;
        Column column = new Column(name, type, takesNull, defaultExpression, identity);
        return new Parsed(column, primaryKey, distributionKey, sortKey);
    }

    static Column withoutNulls(Column column) {
        return new Column(column.name(), column.type(), false, column.defaultExpression(), column.identity());
    }

    private void attribute() {
        Token at = in.peek();
        if (in.accept("not", "null")) {
            nullable(false, at);
        } else if (in.accept("null")) {
            nullable(true, at);
        } else if (in.accept("default")) {
            once(defaultExpression, at, "DEFAULT");
            defaultExpression = expression();
        } else if (in.accept("identity")) {
            once(identity, at, "IDENTITY");
            identity = identity(false);
        } else if (in.accept("generated")) {
            once(identity, at, "IDENTITY");
            in.expect("by", "default", "as", "identity");
            identity = identity(true);
        } else if (in.accept("encode")) {
            encoding();
        } else if (in.accept("distkey")) {
            distributionKey = true;
        } else if (in.accept("sortkey")) {
            sortKey = true;
        } else if (in.accept("primary", "key")) {
            primaryKey = true;
        } else if (in.accept("collate")) {
            collation();
        } else if (in.at("references")) {
            references();
        } else if (!in.accept("unique")) {
            throw unknown();
        }
    }

    private RuntimeException unknown() {
        if (in.at("constraint") || in.at("check")) {
            return Mistake.notSupported(
                    in.peek().start(), "a column's " + in.peek().text() + " is not supported: Redshift has none");
        }
        return in.expected("a column attribute such as NOT NULL, DEFAULT, IDENTITY, ENCODE, DISTKEY or SORTKEY");
    }

    private void nullable(boolean value, Token at) {
        if (nullGiven && nullable != value) {
            throw Mistake.syntax(at.start(), "NULL and NOT NULL cannot be used together; leave one out");
        }
        nullGiven = true;
        nullable = value;
    }

    private static void once(@Nullable Object earlier, Token at, String what) {
        if (earlier != null) {
            throw Mistake.syntax(at.start(), what + " is given twice; leave one out");
        }
    }

    private String expression() {
        List<Token> expression = new ArrayList<>();
        Token start = in.peek();
        while (!in.atEnd() && !ends(expression)) {
            Token token = in.next();
            expression.add(token);
            if (token.isSymbol("(")) {
                int open = in.mark();
                in.skipParentheses();
                expression.addAll(in.all().subList(open, in.mark()));
            }
        }
        if (expression.isEmpty()) {
            throw in.expected("an expression behind DEFAULT");
        }
        if (expression.stream().anyMatch(t -> t.is("select"))) {
            throw Mistake.syntax(start.start(), "DEFAULT must not hold a query");
        }
        return rewriter.rewrite(in.text(), expression).sql();
    }

    private boolean ends(List<Token> expression) {
        Token next = in.peek();
        if (next.isSymbol(",") || next.isSymbol(")")) {
            return true;
        }
        return !expression.isEmpty() && next.isAny(BEHIND_DEFAULT);
    }

    private Column.Identity identity(boolean byDefault) {
        in.expectSymbol("(");
        int at = in.peek().start();
        long seed = in.integer("the seed", Long.MIN_VALUE, Long.MAX_VALUE);
        in.expectSymbol(",");
        long step = in.integer("the step", Long.MIN_VALUE, Long.MAX_VALUE);
        in.expectSymbol(")");
        if (step == 0) {
            throw Mistake.syntax(at, "the step of IDENTITY must not be 0");
        }
        return new Column.Identity(seed, step, byDefault);
    }

    private void checkIdentity(Token column, ColumnType type) {
        if (identity == null) {
            return;
        }
        if (type.kind() != TypeKind.INTEGER && type.kind() != TypeKind.BIGINT) {
            throw Mistake.syntax(column.start(), "an IDENTITY column must be INTEGER or BIGINT");
        }
        if (defaultExpression != null) {
            throw Mistake.syntax(column.start(), "DEFAULT and IDENTITY cannot be used together; leave one out");
        }
        if (nullGiven && nullable) {
            throw Mistake.syntax(column.start(), "NULL and IDENTITY cannot be used together; leave one out");
        }
    }

    private void encoding() {
        Token token = in.next();
        if (token.kind() != Token.Kind.WORD || !ENCODINGS.contains(token.value())) {
            throw Mistake.syntax(
                    token.start(), "unknown column encoding " + token.shown() + Nearest.hint(token.value(), ENCODINGS));
        }
    }

    private void collation() {
        if (in.acceptAny("case_sensitive", "cs")) {
            return;
        }
        if (in.acceptAny("case_insensitive", "ci")) {
            throw Mistake.notSupported(in.previous().start(), "COLLATE CASE_INSENSITIVE is not supported");
        }
        throw in.expected("CASE_SENSITIVE behind COLLATE");
    }

    /** REFERENCES table [(columns)]: informational, as in Redshift. */
    void references() {
        in.expect("references");
        in.name("a table name");
        if (in.acceptSymbol("(")) {
            do {
                in.identifier("a column name");
            } while (in.acceptSymbol(","));
            in.expectSymbol(")");
        }
    }
}
