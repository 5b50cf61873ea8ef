package io.forebay.engine.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.spectrum.DefinitionText;
import io.forebay.engine.spectrum.ExternalDefinition;
import io.forebay.engine.spectrum.ExternalScans;
import io.forebay.engine.spectrum.TableDdlText;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ExternalDdl;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * External schemas and tables. What is kept of them is in the warehouse, and is undone with the transaction; nothing of it
 * changes an object.
 */
final class ExternalTables {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineSession session;
    private final ExternalScans scans;

    ExternalTables(EngineSession session, ExternalScans scans) {
        this.session = session;
        this.scans = scans;
    }

    private ExternalDdl ddl() {
        return session.warehouse().dialect().external().orElseThrow(() -> new ForebayException(
                        CommonError.NOT_SUPPORTED,
                        "external tables are not supported on "
                                + session.warehouse().name())
                .withHint("They need DuckDB as the warehouse; load the files with COPY."));
    }

    private boolean supported() {
        return session.warehouse().dialect().external().isPresent();
    }

    private WarehouseConnection connection() {
        return session.connection();
    }

    private void run(List<String> statements) {
        statements.forEach(each -> connection().execute(each));
    }

    String create(Statement.CreateExternalSchema statement) {
        ExternalDdl ddl = ddl();
        String name = statement.name();
        TargetGuard.check(connection(), List.of(new Name(name, "")), true);
        return session.within(() -> {
            if (session.schemaExists(name)) {
                if (!statement.ifNotExists()) {
                    throw new ForebayException(CommonError.DUPLICATE_OBJECT, "schema \"" + name + "\" already exists");
                }
                session.listener()
                        .notice(new Notice("NOTICE", "42P06", "schema \"" + name + "\" already exists, skipping"));
                return "CREATE SCHEMA";
            }
            run(List.of("CREATE SCHEMA " + TableName.quote(name)));
            run(ddl.createSchema(name, note(statement)));
            return "CREATE SCHEMA";
        });
    }

    private static String note(Statement.CreateExternalSchema statement) {
        ObjectNode note = JSON.createObjectNode().put("database", statement.database());
        ObjectNode options = note.putObject("options");
        new TreeMap<>(statement.options()).forEach(options::put);
        return note.toString();
    }

    String create(Statement.CreateExternalTable statement) {
        ddl();
        Name name = statement.name();
        String schema = String.valueOf(name.schema());
        ExternalDefinition definition = ExternalDefinition.of(statement);
        scans.check(definition);
        scans.checkedLocation(definition.location());
        return session.within(() -> {
            requireExternal(schema);
            if (connection().find(schema, name.name()).isPresent()) {
                throw new ForebayException(
                        CommonError.DUPLICATE_TABLE, "relation \"" + name.name() + "\" already exists");
            }
            TableName table = new TableName(schema, name.name());
            run(ddl().create(definition.table(table)));
            connection()
                    .declare(
                            table,
                            Stream.concat(statement.columns().stream(), statement.partitionColumns().stream())
                                    .toList());
            return "CREATE EXTERNAL TABLE";
        });
    }

    private void requireExternal(String schema) {
        if (!session.schemaExists(schema)) {
            throw new ForebayException(CommonError.UNDEFINED_SCHEMA, "schema \"" + schema + "\" does not exist")
                    .withHint("Write CREATE EXTERNAL SCHEMA before.");
        }
        if (!new Lookup(connection()).external(schema)) {
            throw new ForebayException(CommonError.WRONG_STATE, "\"" + schema + "\" is not an external schema")
                    .withHint("External tables are made in a schema of CREATE EXTERNAL SCHEMA.");
        }
    }

    String alter(Statement.AlterExternalTable statement) {
        ddl();
        TargetGuard.check(connection(), List.of(statement.name()), false);
        return session.within(() -> {
            TableName table = load(statement.name());
            ExternalDefinition changed = statement
                    .change()
                    .accept(new ExternalChanges(
                            connection(), session.warehouse().dialect(), scans, find(table)));
            scans.check(changed);
            run(ddl().replace(changed.table(table)));
            return "ALTER TABLE";
        });
    }

    /** @throws ForebayException when it is not there, or is none */
    private TableName load(Name name) {
        Table table = connection().load(name.schema(), name.name());
        if (!new Lookup(connection()).external(table)) {
            throw new ForebayException(CommonError.WRONG_STATE, "\"" + name.name() + "\" is not an external table");
        }
        return table.name();
    }

    private ExternalDefinition find(TableName table) {
        try (Query query = connection().prepare(ddl().note());
                Rows rows = query.execute(List.of(table.schema(), table.name()))) {
            if (!rows.next()) {
                throw new ForebayException(
                        CommonError.UNDEFINED_TABLE, "external table \"" + table.name() + "\" does not exist");
            }
            return DefinitionText.read(String.valueOf(rows.value(0)));
        }
    }

    /** The statement that makes the table, and those that add its partitions. */
    List<String> show(Statement.ShowExternalTable statement) {
        ddl();
        TableName table = load(statement.name());
        return TableDdlText.of(table, find(table), statement.partitions());
    }

    /** @throws ForebayException when the columns or the name of an external table are to change */
    void refuseAlter(Name name) {
        if (external(name)) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "ALTER TABLE cannot change the columns or the name of external table \"" + name.name()
                                    + "\"")
                    .withHint("Drop the external table and create it again: its files stay.");
        }
    }

    /** @throws ForebayException when the relation is an external table */
    void refuseComment(Name name) {
        if (external(name)) {
            throw new ForebayException(
                    CommonError.NOT_SUPPORTED,
                    "COMMENT ON is not supported for external table \"" + name.name() + "\"");
        }
    }

    private boolean external(Name name) {
        return supported()
                && new Lookup(connection()).external(name.schema(), name.name()).isPresent();
    }

    /** What DROP does where external tables or schemas are meant; empty where none is. */
    Optional<Statement.Several> resolved(Statement.Sql statement) {
        String tag = statement.tag();
        if (supported() && tag.equals("ALTER TABLE")) {
            refuseAlter(statement.targets().get(0));
        }
        if (!supported() || !drops(tag)) {
            return Optional.empty();
        }
        List<String> steps = steps(tag, statement.targets().get(0), statement.sql());
        return steps.equals(List.of(statement.sql()))
                ? Optional.empty()
                : Optional.of(
                        new Statement.Several(statement.position(), null, steps, tag, false, statement.targets()));
    }

    /** The same for several: the statement itself where none is meant. */
    Statement.Several resolved(Statement.Several statement) {
        if (!supported() || !drops(statement.tag())) {
            return statement;
        }
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < statement.steps().size(); i++) {
            steps.addAll(steps(
                    statement.tag(),
                    statement.targets().get(i),
                    statement.steps().get(i)));
        }
        return new Statement.Several(
                statement.position(),
                statement.check(),
                steps,
                statement.tag(),
                statement.counted(),
                statement.targets());
    }

    private static boolean drops(String tag) {
        return tag.equals("DROP TABLE") || tag.equals("DROP VIEW") || tag.equals("DROP SCHEMA");
    }

    private List<String> steps(String tag, Name target, String sql) {
        Lookup lookup = new Lookup(connection());
        if (tag.equals("DROP SCHEMA")) {
            String schema = String.valueOf(target.schema());
            return lookup.external(schema)
                    ? Stream.concat(Stream.of(sql), ddl().dropSchema(schema).stream())
                            .toList()
                    : List.of(sql);
        }
        Optional<Table> table = lookup.external(target.schema(), target.name());
        if (table.isEmpty()) {
            return List.of(sql);
        }
        if (tag.equals("DROP VIEW")) {
            throw new ForebayException(
                            CommonError.WRONG_STATE, "\"" + target.name() + "\" is an external table, not a view")
                    .withHint("Write DROP TABLE.");
        }
        return ddl().drop(table.get().name());
    }

    /** @throws ForebayException when rows are to go into an external table */
    void refuseTarget(Name name) {
        if (external(name)) {
            throw unchangeable(name);
        }
    }

    /**
     * What to say of a statement that could not be prepared: its transaction is over, so that another connection is asked.
     */
    ForebayException refusal(List<Name> targets, ForebayException reason) {
        if (!reason.is(CommonError.WRONG_STATE) || !supported()) {
            return reason;
        }
        try (WarehouseConnection other = session.warehouse().connect()) {
            Lookup lookup = new Lookup(other);
            for (Name target : targets) {
                if (target.schema() != null && lookup.external(target.schema())) {
                    return unchangeable(target);
                }
            }
        }
        return reason;
    }

    private static ForebayException unchangeable(Name name) {
        return new ForebayException(
                        CommonError.NOT_SUPPORTED,
                        "cannot change external table \"" + name.name() + "\": its rows are the files of its location")
                .withHint("INSERT, UPDATE, DELETE, TRUNCATE, MERGE and COPY are for tables; write files with UNLOAD.");
    }
}
