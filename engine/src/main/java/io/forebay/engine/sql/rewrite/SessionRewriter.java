package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.SessionValues;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Locale;

/** Answers the functions that are about the session, just before a statement runs. */
public final class SessionRewriter {
    private final SessionValues values;

    public SessionRewriter(SessionValues values) {
        this.values = values;
    }

    public Statement rewrite(Statement statement) {
        if (statement instanceof Statement.Sql sql && asks(sql.sql())) {
            Edits.Result result = rewrite(sql.sql(), sql.kind() != Statement.Sql.Kind.DDL);
            return sql.with(result.sql(), sql.positions().then(result.positions()));
        }
        if (statement instanceof Statement.CreateTableAs table && asks(table.sql())) {
            Edits.Result result = rewrite(table.sql(), true);
            return table.with(result.sql(), table.positions().then(result.positions()));
        }
        return statement;
    }

    private static boolean asks(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return lower.contains("pg_last_copy_")
                || lower.contains("pg_last_unload_")
                || lower.contains("pg_backend_pid")
                || lower.contains("current_setting")
                || lower.contains("user")
                || lower.contains("current_schema");
    }

    /** @param names whether the user's name is put in: not in a view, which others read */
    private Edits.Result rewrite(String sql, boolean names) {
        SqlText text = SqlText.of(sql);
        List<Token> tokens = text.tokens();
        Edits edits = new Edits(text);
        for (int i = 0; i < tokens.size(); i++) {
            if (names && !Near.partOfName(tokens, i) && !Near.word(tokens, i - 1, "as")) {
                user(tokens, i, edits);
            }
            if (answers(tokens, i)) {
                edits.replace(
                        tokens.get(i),
                        tokens.get(i + 3),
                        text(values.parameter(tokens.get(i + 2).value())));
            } else if (Near.symbol(tokens, i + 1, "(") && Near.symbol(tokens, i + 2, ")")) {
                Token name = tokens.get(i);
                Token first = Near.symbol(tokens, i - 1, ".") ? tokens.get(i - 2) : name;
                if (name.is("pg_last_copy_id")) {
                    edits.replace(first, tokens.get(i + 2), literal(values.lastCopyId(), "BIGINT"));
                } else if (name.is("pg_last_copy_count")) {
                    edits.replace(first, tokens.get(i + 2), literal(values.lastCopyCount(), "BIGINT"));
                } else if (name.is("pg_last_unload_id")) {
                    edits.replace(first, tokens.get(i + 2), literal(values.lastUnloadId(), "INTEGER"));
                } else if (name.is("pg_backend_pid")) {
                    edits.replace(first, tokens.get(i + 2), literal(values.session(), "INTEGER"));
                } else if (name.is("pg_last_unload_count")) {
                    edits.replace(first, tokens.get(i + 2), literal(values.lastUnloadCount(), "BIGINT"));
                }
            }
        }
        return edits.apply(0, sql.length());
    }

    /** Whether it is a call of current_setting for a parameter of the session's, and not for one of the warehouse's. */
    static boolean answers(List<Token> tokens, int at) {
        return Near.word(tokens, at, "current_setting")
                && Near.symbol(tokens, at + 1, "(")
                && Near.string(tokens, at + 2)
                && Near.symbol(tokens, at + 3, ")")
                && !Near.symbol(tokens, at - 1, ".");
    }

    /** Words that stand for a value without parentheses. */
    private void user(List<Token> tokens, int at, Edits edits) {
        Token word = tokens.get(at);
        if (Near.symbol(tokens, at + 1, "(") || namesColumn(tokens, at)) {
            return;
        }
        if (word.isAny("current_user", "session_user", "user")) {
            String name = word.is("session_user") ? values.sessionUser() : values.user();
            edits.replace(word, text(name));
        } else if (word.is("current_user_id")) {
            edits.replace(word, literal(values.userId(), "INTEGER"));
        } else if (word.is("current_schema")) {
            edits.replace(word, "current_schema()");
        }
    }

    /** Behind a value it is the name of a column. */
    private static boolean namesColumn(List<Token> tokens, int at) {
        return Near.symbol(tokens, at - 1, ")")
                || Near.symbol(tokens, at - 1, "]")
                || (at > 0
                        && (tokens.get(at - 1).isString() || tokens.get(at - 1).kind() == Token.Kind.NUMBER));
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String literal(long value, String type) {
        return "CAST(" + value + " AS " + type + ")";
    }
}
