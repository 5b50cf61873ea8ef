package io.forebay.engine.session;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.query.DefiningQuery;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE in its forms, and ALTER TABLE of a column: what declared types depend on. */
final class TableStatement {
    private final EngineSession session;

    TableStatement(EngineSession session) {
        this.session = session;
    }

    String create(Statement.CreateTable statement) {
        WarehouseConnection connection = session.connection();
        if (!statement.temporary()) {
            TargetGuard.check(connection, List.of(statement.name()), true);
        }
        List<Column> columns = new ArrayList<>();
        if (statement.like() != null) {
            columns.addAll(like(connection, statement.like()));
        }
        columns.addAll(statement.columns());
        TableDefinition definition = new TableDefinition(
                statement.name().schema(),
                statement.name().name(),
                statement.temporary(),
                statement.ifNotExists(),
                columns,
                notes(statement.notes()));
        if (!connection.create(definition)) {
            skipped(statement.name());
        }
        return "CREATE TABLE";
    }

    /** The table gets the columns that a sample of the files has; nothing is loaded. */
    String createFrom(Statement.CreateTableFrom statement) {
        Name name = statement.name();
        if (statement.ifNotExists() && exists(session.connection(), name)) {
            skipped(name);
            return "CREATE TABLE";
        }
        List<Column> columns = session.copies().columns(statement.files());
        return create(new Statement.CreateTable(
                statement.position(),
                name,
                statement.temporary(),
                statement.ifNotExists(),
                null,
                columns,
                Statement.TableNotes.NONE));
    }

    private void skipped(Name name) {
        session.listener()
                .notice(new Notice("NOTICE", "42P07", "relation \"" + name.name() + "\" already exists, skipping"));
    }

    private static List<Column> like(WarehouseConnection connection, Statement.Like like) {
        Table table = connection.load(like.table().schema(), like.table().name());
        return table.columns().stream()
                .map(column -> like.defaults()
                        ? column
                        : new Column(column.name(), column.type(), column.nullable(), null, null))
                .toList();
    }

    private static Map<String, String> notes(Statement.TableNotes notes) {
        Map<String, String> kept = new HashMap<>();
        if (!notes.primaryKey().isEmpty()) {
            kept.put("primary_key", String.join(", ", notes.primaryKey()));
        }
        if (!notes.distribution().isEmpty()) {
            kept.put("distribution", notes.distribution());
        }
        if (!notes.sortKey().isEmpty()) {
            kept.put("sort_key", notes.sortKey());
        }
        return kept;
    }

    /** The statement and the declared types of its plain columns are one transaction. @param values of its parameters */
    String createAs(Statement.CreateTableAs statement, List<@Nullable Object> values) {
        WarehouseConnection connection = session.connection();
        if (!statement.temporary()) {
            TargetGuard.check(connection, List.of(statement.name()), true);
        }
        if (statement.ifNotExists() && exists(connection, statement.name())) {
            skipped(statement.name());
            return "CREATE TABLE AS";
        }
        return session.within(() -> {
            long count = session.running().executing(() -> execute(connection, statement, values));
            Name name = statement.name();
            Table table = connection.load(name.schema(), name.name());
            connection.declare(table.name(), declared(connection, statement, table));
            return "SELECT " + count;
        });
    }

    /** The schema that was checked is written into the statement, since a search path may lead elsewhere by then. */
    private static long execute(
            WarehouseConnection connection, Statement.CreateTableAs statement, List<@Nullable Object> values) {
        Name name = statement.name();
        Name made =
                statement.temporary() || name.schema() != null ? name : new Name(connection.firstSchema(), name.name());
        String before = DefiningQuery.createTable(name, statement.temporary(), statement.ifNotExists());
        String now = DefiningQuery.createTable(made, statement.temporary(), statement.ifNotExists());
        int longer = now.length() - before.length();
        try {
            return connection.execute(now + statement.sql().substring(before.length()), values.toArray());
        } catch (ForebayException e) {
            throw e.position().isPresent()
                    ? e.withPosition(
                            statement.positions().inUserText(e.position().getAsInt() - longer))
                    : e;
        }
    }

    private static boolean exists(WarehouseConnection connection, Name name) {
        return connection
                .find(name.schema(), name.name())
                .filter(found -> !found.name().schema().equalsIgnoreCase(io.forebay.engine.ledger.Ledger.SCHEMA))
                .isPresent();
    }

    private static List<Column> declared(
            WarehouseConnection connection, Statement.CreateTableAs statement, Table made) {
        List<Column> declared = new ArrayList<>();
        for (Statement.CreateTableAs.Source source : statement.sources()) {
            connection
                    .find(source.table().schema(), source.table().name())
                    .ifPresent(table -> declared.addAll(columns(source, table, made)));
        }
        return declared;
    }

    private static List<Column> columns(Statement.CreateTableAs.Source source, Table table, Table made) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            String target = source.column().equals("*") ? column.name() : source.target();
            boolean meant = source.column().equals("*") || TableName.same(source.column(), column.name());
            if (meant && made.find(target).isPresent()) {
                columns.add(Column.of(target, column.type()));
            }
        }
        return columns;
    }

    String alter(Statement.AlterColumn statement) {
        WarehouseConnection connection = session.connection();
        TargetGuard.check(connection, List.of(statement.table()), false);
        session.external().refuseAlter(statement.table());
        Table table =
                connection.load(statement.table().schema(), statement.table().name());
        if (!statement.add() && table.find(statement.column().name()).isEmpty()) {
            throw new ForebayException(
                    CommonError.UNDEFINED_COLUMN,
                    "column \"" + statement.column().name() + "\" of relation \""
                            + table.name().name() + "\" does not exist");
        }
        connection.alter(table.name(), statement.column(), statement.add());
        return "ALTER TABLE";
    }
}
