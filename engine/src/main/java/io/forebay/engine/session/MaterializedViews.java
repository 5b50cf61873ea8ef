package io.forebay.engine.session;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.query.QueryTexts;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.Optional;

/**
 * Materialized views, as Redshift makes them: a view over a table that is called {@code mv_tbl__name__0}. Their query is a
 * view too, {@code mv_def__name__0}; a refresh fills the table from it anew.
 */
final class MaterializedViews {
    private final EngineSession session;

    MaterializedViews(EngineSession session) {
        this.session = session;
    }

    String run(Statement.MaterializedView statement) {
        return session.within(() -> switch (statement.verb()) {
            case CREATE -> create(statement);
            case REFRESH -> refresh(statement);
            case DROP -> drop(statement);
        });
    }

    private String create(Statement.MaterializedView statement) {
        WarehouseConnection connection = session.connection();
        Name name = statement.name();
        TargetGuard.check(connection, List.of(name), true);
        String schema = name.schema() == null ? connection.firstSchema() : name.schema();
        if (connection.find(schema, name.name()).isPresent()) {
            throw new ForebayException(CommonError.DUPLICATE_TABLE, "relation \"" + name.name() + "\" already exists");
        }
        String head = "CREATE VIEW " + definition(schema, name) + " AS ";
        try {
            connection.execute(session.current()
                    .of(new Statement.Sql(
                            statement.position(),
                            Statement.Sql.Kind.DDL,
                            head + statement.query(),
                            "CREATE VIEW",
                            List.of(name),
                            statement.positions()))
                    .sql());
        } catch (ForebayException e) {
            throw e.position().isPresent()
                    ? e.withPosition(
                            statement.positions().inUserText(e.position().getAsInt() - head.length()))
                    : e;
        }
        connection.execute("CREATE TABLE " + rows(schema, name) + " AS SELECT * FROM " + definition(schema, name));
        connection.execute("CREATE VIEW " + new TableName(schema, name.name()).quoted() + " AS SELECT * FROM "
                + rows(schema, name));
        return "CREATE MATERIALIZED VIEW";
    }

    private String refresh(Statement.MaterializedView statement) {
        WarehouseConnection connection = session.connection();
        Name name = statement.name();
        String schema = schema(connection, name).orElseThrow(() -> missing(name));
        TargetGuard.check(connection, List.of(new Name(schema, name.name())), false);
        connection.execute("DELETE FROM " + rows(schema, name));
        connection.execute("INSERT INTO " + rows(schema, name) + " SELECT * FROM " + definition(schema, name));
        session.listener().notice(Notice.info("Materialized view " + name.name() + " was recomputed successfully."));
        return "REFRESH MATERIALIZED VIEW";
    }

    private String drop(Statement.MaterializedView statement) {
        WarehouseConnection connection = session.connection();
        Name name = statement.name();
        Optional<String> schema = schema(connection, name);
        if (schema.isEmpty() && !statement.lenient()) {
            throw missing(name);
        }
        schema.ifPresent(found -> {
            TargetGuard.check(connection, List.of(new Name(found, name.name())), false);
            List<Name> all =
                    relations(name).stream().map(each -> new Name(found, each)).toList();
            new Dependents(session).dropping(all, false);
            drop(found, name);
        });
        return "DROP MATERIALIZED VIEW";
    }

    void drop(String schema, Name name) {
        WarehouseConnection connection = session.connection();
        connection.execute("DROP VIEW " + new TableName(schema, name.name()).quoted());
        connection.execute("DROP VIEW " + definition(schema, name));
        connection.execute("DROP TABLE " + rows(schema, name));
    }

    /** The one that a name means, whatever else has the name. */
    static Optional<String> schema(WarehouseConnection connection, Name name) {
        Optional<Table> rows = connection.find(name.schema(), rows(name.name()));
        return rows.map(found -> found.name().schema());
    }

    private static ForebayException missing(Name name) {
        return new ForebayException(
                CommonError.UNDEFINED_TABLE, "materialized view \"" + name.name() + "\" does not exist");
    }

    private static String rows(String schema, Name name) {
        return new TableName(schema, rows(name.name())).quoted();
    }

    /** The table that keeps its rows. */
    private static String rows(String name) {
        return "mv_tbl__" + name + "__0";
    }

    private static String definition(String schema, Name name) {
        return new TableName(schema, definition(name)).quoted();
    }

    /** The view that keeps the query. */
    static String definition(Name name) {
        return "mv_def__" + name.name() + "__0";
    }

    /** The materialized view whose query a view keeps. */
    static Optional<String> defined(String view) {
        return view.startsWith("mv_def__") && view.endsWith("__0")
                ? Optional.of(view.substring("mv_def__".length(), view.length() - "__0".length()))
                : Optional.empty();
    }

    /** Whether a view reads the rows of the materialized view that its name would be, and nothing else. */
    static boolean exists(WarehouseConnection connection, TableName view) {
        String rows = rows(view.name());
        return connection
                .viewText(view)
                .map(text -> QueryTexts.of(text).stream()
                        .flatMap(part -> connection.mentions(part.text()).stream())
                        .toList())
                .filter(mentions ->
                        mentions.size() == 1 && TableName.same(mentions.get(0).name(), rows))
                .isPresent();
    }

    /** All relations that a materialized view is made of. */
    static List<String> relations(Name name) {
        return List.of(name.name(), rows(name.name()), definition(name));
    }
}
