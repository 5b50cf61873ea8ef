package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.postgresql.driver.PostgresTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes and changes tables inside the transaction that is open. */
final class TableDdl {
    private final WarehouseConnection connection;

    TableDdl(WarehouseConnection connection) {
        this.connection = connection;
    }

    boolean create(TableDefinition definition) {
        TableName name = name(definition);
        if (definition.ifNotExists()
                && connection.find(name.schema(), name.name()).isPresent()) {
            return false;
        }
        List<String> parts = new ArrayList<>();
        definition.columns().forEach(column -> parts.add(TableName.quote(column.name()) + " " + definition(column)));
        definition.columns().stream()
                .filter(column -> limited(column.type()))
                .forEach(column -> parts.add(
                        VarbyteLimit.clause(column.name(), column.type().length())));
        connection.execute("CREATE " + (definition.temporary() ? "TEMP " : "") + "TABLE " + SqlNames.of(name) + " ("
                + String.join(", ", parts) + ")");
        if (!definition.notes().isEmpty()) {
            note(name, definition.notes());
        }
        return true;
    }

    private TableName name(TableDefinition definition) {
        if (definition.temporary()) {
            return new TableName(SqlNames.TEMPORARY, definition.name());
        }
        return new TableName(
                definition.schema() == null ? connection.firstSchema() : definition.schema(), definition.name());
    }

    private static boolean limited(ColumnType type) {
        return type.kind() == TypeKind.VARBYTE && type.length() > 0;
    }

    /** The column's type, DEFAULT or identity, and NOT NULL. */
    private static String definition(Column column) {
        return PostgresTypes.name(column.type()) + defaultClause(column) + (column.nullable() ? "" : " NOT NULL");
    }

    private static String defaultClause(Column column) {
        Column.Identity identity = column.identity();
        if (identity == null) {
            return column.defaultExpression() == null ? "" : " DEFAULT (" + column.defaultExpression() + ")";
        }
        String bound = identity.step() < 0
                ? " MAXVALUE " + Math.max(identity.seed(), -1)
                : identity.seed() < 1 ? " MINVALUE " + identity.seed() : "";
        return " GENERATED " + (identity.byDefault() ? "BY DEFAULT" : "ALWAYS") + " AS IDENTITY (START WITH "
                + identity.seed() + " INCREMENT BY " + identity.step() + bound + ")";
    }

    /** As a comment of the table: a flat JSON object. */
    private void note(TableName table, Map<String, String> notes) {
        List<String> members = new ArrayList<>();
        members.add("'forebay', '1'");
        notes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(note -> members.add(literal(note.getKey()) + ", " + literal(note.getValue())));
        String text = text("SELECT json_build_object(" + String.join(", ", members) + ")::text");
        connection.execute("COMMENT ON TABLE " + SqlNames.of(table) + " IS " + literal(text));
    }

    private String text(String sql) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            rows.next();
            return rows.textAt(0);
        }
    }

    private static String literal(String text) {
        return (text.contains("\\") ? " E'" : "'") + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    void alter(TableName table, Column column, boolean add) {
        if (add) {
            String limit = limited(column.type())
                    ? " " + VarbyteLimit.clause(column.name(), column.type().length())
                    : "";
            change(table, "ADD COLUMN " + TableName.quote(column.name()) + " " + definition(column) + limit);
        } else {
            retype(table, column);
        }
    }

    /** Gives columns that a query made the declared types; those that have them already stay as they are. */
    void declare(TableName table, List<Column> columns) {
        Table made = connection.load(table.schema(), table.name());
        for (Column column : columns) {
            boolean differs = made.columns().stream()
                    .anyMatch(found ->
                            found.name().equals(column.name()) && !found.type().equals(column.type()));
            if (differs) {
                retype(table, column);
            }
        }
    }

    private void retype(TableName table, Column column) {
        String quoted = TableName.quote(column.name());
        String type = PostgresTypes.name(column.type());
        List<String> changes = new ArrayList<>(limits(table, column.name()));
        changes.add("ALTER COLUMN " + quoted + " TYPE " + type + " USING " + quoted + "::" + type);
        if (limited(column.type())) {
            changes.add(
                    "ADD " + VarbyteLimit.clause(column.name(), column.type().length()));
        }
        change(table, String.join(", ", changes));
    }

    /** DROPs of the checks that the column has for its length. */
    private List<String> limits(TableName table, String column) {
        String sql =
                "SELECT k.conname FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid"
                        + " AND k.conkey = ARRAY[a.attnum] WHERE k.contype = 'c' AND starts_with(k.conname, $1)"
                        + " AND k.conrelid = CAST($2 AS pg_catalog.regclass) AND a.attname = $3";
        List<String> drops = new ArrayList<>();
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of(VarbyteLimit.PREFIX, SqlNames.of(table), column))) {
            while (rows.next()) {
                drops.add("DROP CONSTRAINT " + TableName.quote(rows.textAt(0)));
            }
        }
        return drops;
    }

    private void change(TableName table, String what) {
        connection.execute("ALTER TABLE " + SqlNames.of(table) + " " + what);
    }
}
