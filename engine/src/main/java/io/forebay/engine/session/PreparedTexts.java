package io.forebay.engine.session;

import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements that a session has prepared by PREPARE. Used by the session's thread. */
final class PreparedTexts {
    /** A client that never deallocates would fill the memory. */
    private static final int MOST = 1000;

    private final Map<String, Statement.PrepareSql> statements = new HashMap<>();

    void add(Statement.PrepareSql statement) {
        if (statements.size() >= MOST) {
            throw new ForebayException(CommonError.TOO_MUCH, MOST + " statements are prepared; deallocate some");
        }
        if (statements.putIfAbsent(statement.name(), statement) != null) {
            throw new ForebayException(
                    CommonError.DUPLICATE_PREPARED, "prepared statement \"" + statement.name() + "\" already exists");
        }
    }

    /** A name that is not there may be one of the protocol's, which its client closes by other means. */
    void remove(@Nullable String name) {
        if (name == null) {
            statements.clear();
        } else {
            statements.remove(name);
        }
    }

    /** The statement with its arguments in it, to be read as one that was sent. */
    String text(Statement.ExecutePrepared execute) {
        Statement.PrepareSql statement = statements.get(execute.name());
        if (statement == null) {
            throw new ForebayException(
                    CommonError.UNKNOWN_PREPARED, "prepared statement \"" + execute.name() + "\" does not exist");
        }
        SqlText text = SqlText.of(statement.body());
        Edits edits = new Edits(text);
        for (Token token : text.tokens()) {
            if (token.kind() == Token.Kind.PARAMETER) {
                edits.replace(token, argument(statement, execute.arguments(), token));
            }
        }
        return edits.apply(0, statement.body().length()).sql();
    }

    private static String argument(Statement.PrepareSql statement, List<String> arguments, Token parameter) {
        int number = Integer.parseInt(parameter.text().substring(1));
        if (number < 1 || number > arguments.size()) {
            throw new ForebayException(
                    CommonError.SYNTAX,
                    "prepared statement \"" + statement.name() + "\" needs a value for " + parameter.text()
                            + ", EXECUTE gives " + arguments.size());
        }
        String argument = arguments.get(number - 1);
        return number <= statement.types().size()
                ? "CAST(" + argument + " AS " + statement.types().get(number - 1) + ")"
                : "(" + argument + ")";
    }
}
