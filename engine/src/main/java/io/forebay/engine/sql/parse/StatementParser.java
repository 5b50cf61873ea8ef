package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.SessionValues;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.function.FunctionBody;
import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.rewrite.SessionRewriter;
import io.forebay.engine.sql.rewrite.columns.ColumnRewriter;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.FunctionDdl;
import java.util.ArrayList;
import java.util.List;

/**
 * Text to statements. Which kinds of statements there are is an allow-list: what is not on it is refused. Thread-safe.
 */
public final class StatementParser {
    private final Rewriter rewriter;
    private final ColumnRewriter columns;
    private final boolean passing;
    private final String ledger;

    public StatementParser(Dialect dialect) {
        this(dialect, false);
    }

    /** @param passing whether what is not ours is passed to the warehouse as it is written */
    public StatementParser(Dialect dialect, boolean passing) {
        this.rewriter = new Rewriter(dialect);
        this.columns = new ColumnRewriter(dialect.lacks());
        this.passing = passing;
        this.ledger = dialect.ledgerSchema();
    }

    /**
     * Splits a text at its semicolons and parses each statement; runs nothing.
     *
     * @return in order; empty for a text without statements
     * @throws io.forebay.spi.ForebayException SYNTAX, NOT_SUPPORTED, NOT_ALLOWED, UNDEFINED_OBJECT (a data type),
     *     UNDEFINED_COLUMN or DUPLICATE_OBJECT (in a table's definition), at a position in the whole text
     */
    public List<Statement> parse(String text) {
        SqlText sql = SqlText.of(text);
        List<Statement> statements = new ArrayList<>();
        List<Token> tokens = sql.tokens();
        int from = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || tokens.get(i).isSymbol(";")) {
                if (i > from) {
                    statements.add(one(sql, text, List.copyOf(tokens.subList(from, i))));
                }
                from = i + 1;
            }
        }
        return statements;
    }

    /** The statement with the calls of {@code pg_last_copy_id()}, {@code pg_last_unload_count()} and so on answered. */
    public Statement rewrite(Statement statement, SessionValues values) {
        return new SessionRewriter(values).rewrite(statement);
    }

    /** The statement without what the warehouse lacks and cannot be written otherwise before its tables are known. */
    public Statement.Sql rewrite(Statement.Sql statement, Columns.Tables tables) {
        return columns.rewrite(statement, tables);
    }

    /** The same for the query of a table that is made. */
    public Statement.CreateTableAs rewrite(Statement.CreateTableAs statement, Columns.Tables tables) {
        ColumnRewriter.Rewritten rewritten = columns.rewrite(statement.sql(), statement.positions(), tables);
        return statement.with(rewritten.sql(), rewritten.positions());
    }

    /**
     * The expression of a function's body in the warehouse's SQL.
     *
     * @throws io.forebay.spi.ForebayException at a position in the body
     */
    public String functionExpression(String body, List<ColumnType> arguments, FunctionDdl ddl) {
        return FunctionBody.expression(body, arguments, rewriter, ddl);
    }

    private Statement one(SqlText text, String written, List<Token> tokens) {
        if (passing && !PassedStatement.ours(tokens)) {
            return PassedStatement.of(text, written, tokens, ledger);
        }
        return new StatementDispatch(new TokenStream(text, tokens), rewriter).parse();
    }
}
