package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.copy.ClientCopyParser;
import io.forebay.engine.sql.copy.JobParser;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.ForebayException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is passed to a warehouse as it is written, because the warehouse speaks the users' own SQL: everything but copy jobs,
 * transactions and what would change the ledger.
 */
final class PassedStatement {
    private static final String LEDGER = "forebay";
    private static final Set<String> TRANSACTION = Set.of("begin", "start", "commit", "end", "rollback", "abort");
    private static final Set<String> QUERY = Set.of("select", "with", "values", "show", "explain", "fetch", "call");

    /** Behind what the name of a relation or schema stands that a statement changes. */
    private static final String[] TARGETS = {
        "into", "update", "table", "view", "schema", "truncate", "copy", "exists", "only", "on", "replace", "from"
    };

    private PassedStatement() {}

    /** Whether Forebay itself runs the statement. */
    static boolean ours(List<Token> tokens) {
        Token first = tokens.get(0);
        if (TRANSACTION.contains(first.value())) {
            return true;
        }
        return first.is("copy") && (JobParser.follows(new TokenStream(SqlText.of(""), tokens)) || makesJob(tokens))
                || first.is("auto");
    }

    private static boolean makesJob(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).is("job") && Near.word(tokens, i + 1, "create", "alter")) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param written all that was sent
     * @param ledger the schema that holds the ledger
     */
    static Statement of(SqlText text, String written, List<Token> tokens, String ledger) {
        Token first = tokens.get(0);
        if (first.is("copy") && ClientCopyParser.follows(new TokenStream(text, tokens))) {
            throw Mistake.notSupported(
                    first.start(), "Redshift has no COPY from or to a client; use COPY … FROM 's3://…' or UNLOAD");
        }
        boolean query = QUERY.contains(first.value()) || first.isSymbol("(");
        checkTargets(tokens, query, ledger);
        String sql =
                written.substring(first.start(), tokens.get(tokens.size() - 1).end());
        return new Statement.Sql(
                new TokenStream(text, tokens).position(),
                query ? Statement.Sql.Kind.QUERY : kind(first),
                sql,
                tag(tokens),
                List.of());
    }

    private static Statement.Sql.Kind kind(Token first) {
        if (first.is("truncate")) {
            return Statement.Sql.Kind.TRUNCATE;
        }
        return first.isAny("insert", "update", "delete", "merge", "copy", "unload")
                ? Statement.Sql.Kind.DML
                : Statement.Sql.Kind.DDL;
    }

    /** The warehouse's own grants say who may do what; this keeps a slip from the ledger. */
    private static void checkTargets(List<Token> tokens, boolean query, String ledger) {
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean target = query
                    ? Near.word(tokens, i - 1, "into")
                    : Near.word(tokens, i - 1, TARGETS) && !(Near.word(tokens, i - 1, "from") && !deletes(tokens, i));
            if (target
                    && token.isName()
                    && (token.value().equalsIgnoreCase(LEDGER) || token.value().equalsIgnoreCase(ledger))) {
                throw refused(token);
            }
        }
    }

    private static boolean deletes(List<Token> tokens, int at) {
        return Near.word(tokens, at - 2, "delete");
    }

    private static ForebayException refused(Token token) {
        return Mistake.notAllowed(
                token.start(),
                "permission denied for schema " + token.value()
                        + ": it holds the ledger, which can be read, not changed");
    }

    /** What the client is told that was done. */
    private static String tag(List<Token> tokens) {
        String first = tokens.get(0).value().toUpperCase(Locale.ROOT);
        return switch (first) {
            case "CREATE", "ALTER", "DROP" ->
                tokens.size() > 1 && tokens.get(1).kind() == Token.Kind.WORD
                        ? first + " " + tokens.get(1).value().toUpperCase(Locale.ROOT)
                        : first;
            case "WITH", "VALUES", "(" -> "SELECT";
            case "TRUNCATE" -> "TRUNCATE TABLE";
            default -> first;
        };
    }
}
