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
            Edits.Result result = rewrite(sql.sql());
            return new Statement.Sql(
                    sql.position(),
                    sql.kind(),
                    result.sql(),
                    sql.tag(),
                    sql.targets(),
                    sql.positions().then(result.positions()));
        }
        if (statement instanceof Statement.CreateTableAs table && asks(table.sql())) {
            Edits.Result result = rewrite(table.sql());
            return new Statement.CreateTableAs(
                    table.position(),
                    table.name(),
                    table.temporary(),
                    table.ifNotExists(),
                    result.sql(),
                    table.sources(),
                    table.positions().then(result.positions()));
        }
        return statement;
    }

    private static boolean asks(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return lower.contains("pg_last_copy_") || lower.contains("pg_last_unload_") || lower.contains("pg_backend_pid");
    }

    private Edits.Result rewrite(String sql) {
        SqlText text = SqlText.of(sql);
        List<Token> tokens = text.tokens();
        Edits edits = new Edits(text);
        for (int i = 0; i < tokens.size(); i++) {
            if (Near.symbol(tokens, i + 1, "(") && Near.symbol(tokens, i + 2, ")")) {
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

    private static String literal(long value, String type) {
        return "CAST(" + value + " AS " + type + ")";
    }
}
