package io.forebay.engine.sql.function;

import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.FunctionDdl;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a function in SQL: SELECT and one expression. SOURCE: Amazon Redshift Database Developer Guide, "Scalar SQL
 * UDFs": it has no FROM, INTO, WHERE, GROUP BY, ORDER BY or LIMIT.
 */
public final class FunctionBody {
    private static final String[] CLAUSES = {
        "from", "into", "where", "group", "having", "order", "limit", "offset", "union", "intersect", "except", "minus"
    };

    private FunctionBody() {}

    /** The expression in the warehouse's SQL. @throws io.forebay.spi.ForebayException at a position in the body */
    public static String expression(String body, List<ColumnType> arguments, Rewriter rewriter, FunctionDdl ddl) {
        SqlText text = SqlText.of(body);
        List<Token> tokens = new ArrayList<>(text.tokens());
        while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).isSymbol(";")) {
            tokens.remove(tokens.size() - 1);
        }
        if (tokens.size() < 2 || !tokens.get(0).is("select")) {
            throw Mistake.syntax(0, "a function's body is SELECT and one expression");
        }
        List<Token> expression = tokens.subList(1, tokens.size());
        check(expression, arguments.size());
        return withArguments(rewriter.rewrite(text, expression).sql(), arguments, ddl);
    }

    private static void check(List<Token> tokens, int arguments) {
        int depth = 0;
        for (Token token : tokens) {
            depth += token.isSymbol("(") || token.isSymbol("[") ? 1 : 0;
            depth -= token.isSymbol(")") || token.isSymbol("]") ? 1 : 0;
            if (token.isSymbol(";")) {
                throw Mistake.syntax(token.start(), "a function's body is one statement");
            }
            if (depth == 0 && (token.isAny(CLAUSES) || token.isSymbol(","))) {
                throw Mistake.notSupported(
                        token.start(),
                        "a function's body is SELECT and one expression, without " + token.shown()
                                + ", as in Redshift");
            }
            if (token.isAny("current_user", "session_user", "user", "current_user_id")) {
                throw Mistake.notSupported(
                        token.start(), token.text() + " is not known in a function; make it an argument");
            }
            if (token.is("select")) {
                throw Mistake.notSupported(token.start(), "a function's body has no subquery, as in Redshift");
            }
            if (token.kind() == Token.Kind.PARAMETER && number(token) > arguments) {
                throw Mistake.syntax(
                        token.start(),
                        "there is no argument " + token.text() + ": the function has "
                                + (arguments == 0 ? "none" : "only " + arguments));
            }
        }
    }

    private static String withArguments(String sql, List<ColumnType> arguments, FunctionDdl ddl) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (Token token : SqlText.of(sql).tokens()) {
            if (token.kind() == Token.Kind.PARAMETER) {
                int number = number(token);
                result.append(sql, from, token.start()).append(ddl.argument(number, arguments.get(number - 1)));
                from = token.end();
            }
        }
        return result.append(sql.substring(from)).toString();
    }

    private static int number(Token parameter) {
        String digits = parameter.text().substring(1);
        return digits.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
