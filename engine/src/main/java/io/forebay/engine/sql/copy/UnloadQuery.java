package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.PositionMap;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.CreateTableAs.Source;
import io.forebay.engine.sql.query.QueryLineage;
import io.forebay.engine.sql.query.QueryParser;
import io.forebay.engine.sql.rewrite.Rewriter;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.QueryString;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.List;

/**
 * The query inside an UNLOAD: a SELECT that passes what every SELECT passes, and has no LIMIT of its own.
 *
 * @param statement its places lead to the UNLOAD's text
 */
record UnloadQuery(Statement.Sql statement, List<Source> sources) {
    private static final int MOST_PARENTHESES = 64;

    /** @throws ForebayException at a position in the UNLOAD's text */
    static UnloadQuery parse(Token literal, Rewriter rewriter) {
        QueryString string = QueryString.of(literal);
        PositionMap places = string.positions();
        try {
            return parse(string.value(), literal, places, rewriter);
        } catch (ForebayException e) {
            throw e.position().isPresent()
                    ? e.withPosition(places.inUserText(e.position().getAsInt()))
                    : e.withPosition(literal.start() + 1);
        }
    }

    private static UnloadQuery parse(String sql, Token literal, PositionMap places, Rewriter rewriter) {
        SqlText text = SqlText.of(sql);
        List<Token> tokens = withoutSemicolon(text.tokens());
        if (tokens.isEmpty()) {
            throw new ForebayException(CommonError.SYNTAX, "the query of UNLOAD is empty");
        }
        for (Token token : tokens) {
            if (token.isSymbol(";")) {
                throw Mistake.syntax(token.start(), "UNLOAD takes one query");
            }
            if (token.kind() == Token.Kind.PARAMETER) {
                throw Mistake.syntax(token.start(), "a query in a string has no parameters; write the value");
            }
        }
        refuseOther(tokens);
        refuseLimit(tokens);
        Statement parsed = new QueryParser(new TokenStream(text, tokens), rewriter).parse();
        if (!(parsed instanceof Statement.Sql query) || query.kind() != Statement.Sql.Kind.QUERY) {
            throw Mistake.syntax(tokens.get(0).start(), "the query of UNLOAD must be a SELECT that writes nothing");
        }
        Statement.Sql placed = new Statement.Sql(
                query.position(), query.kind(), query.sql(), query.tag(), List.of(), places.then(query.positions()));
        return new UnloadQuery(placed, QueryLineage.find(tokens));
    }

    private static List<Token> withoutSemicolon(List<Token> tokens) {
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).isSymbol(";")) {
            end--;
        }
        return List.copyOf(tokens.subList(0, end));
    }

    private static void refuseOther(List<Token> tokens) {
        int first = 0;
        while (Near.symbol(tokens, first, "(")) {
            first++;
        }
        if (!Near.word(tokens, first, "select", "with")) {
            Token found = tokens.get(Math.min(first, tokens.size() - 1));
            throw Mistake.syntax(found.start(), "UNLOAD takes a SELECT, but its query starts with " + found.shown());
        }
    }

    /** TOP and FETCH FIRST are other words for LIMIT. */
    private static void refuseLimit(List<Token> tokens) {
        List<Token> query = tokens;
        for (int i = 0; i < MOST_PARENTHESES && wrapped(query); i++) {
            query = query.subList(1, query.size() - 1);
        }
        int depth = 0;
        for (int i = 0; i < query.size(); i++) {
            Token token = query.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            boolean limit = token.is("limit")
                    || (token.is("fetch") && Near.word(query, i + 1, "first", "next"))
                    || (token.is("top")
                            && Near.word(query, i - 1, "select", "distinct", "all")
                            && number(query, i + 1));
            if (depth == 0 && limit && !Near.partOfName(query, i)) {
                throw Mistake.notSupported(
                                token.start(),
                                "Limit clause is not supported in the outermost select of an UNLOAD statement")
                        .withHint("Put it into a subquery: SELECT * FROM (SELECT … LIMIT n).");
            }
        }
    }

    private static boolean wrapped(List<Token> query) {
        return Near.symbol(query, 0, "(") && Near.closing(query, 0) == query.size() - 1;
    }

    private static boolean number(List<Token> tokens, int at) {
        return at < tokens.size() && tokens.get(at).kind() == Token.Kind.NUMBER;
    }
}
