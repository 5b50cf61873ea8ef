package io.forebay.engine.session;

import io.forebay.engine.sql.SessionValues;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements as the warehouse takes them now: with the session's values, and what only the tables of now tell, in them. */
final class CurrentSql {
    private final EngineSession session;
    private final StatementParser parser;
    private final SessionValues values;

    CurrentSql(EngineSession session, StatementParser parser, SessionValues values) {
        this.session = session;
        this.parser = parser;
        this.values = values;
    }

    Statement.Sql of(Statement.Sql statement) {
        if (passes()) {
            return statement;
        }
        Statement.Sql current = (Statement.Sql) parser.rewrite(statement, values);
        return new PseudoColumns(session).found(parser.rewrite(current, this::columns));
    }

    Statement.CreateTableAs of(Statement.CreateTableAs statement) {
        Statement.CreateTableAs current = (Statement.CreateTableAs) parser.rewrite(statement, values);
        return new PseudoColumns(session).found(parser.rewrite(current, this::columns));
    }

    /** Whether users' SQL is the warehouse's own. */
    private boolean passes() {
        return session.warehouse().staging().isPresent();
    }

    /** All that {@code *} stands for, computed columns too. */
    private Optional<List<String>> columns(@Nullable String schema, String table) {
        return session.connection().find(schema, table).map(found -> {
            try (Query query = session.connection().prepare("SELECT * FROM " + quoted(found, table))) {
                return query.columns().stream().map(ResultColumn::name).toList();
            }
        });
    }

    private static String quoted(Table found, String written) {
        return found.temporary() ? TableName.quote(written) : found.name().quoted();
    }
}
