package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TableName;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import io.forebay.warehouse.duckdb.driver.FlatJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes and changes tables inside the transaction that is open, keeping beside them what DuckDB would forget. */
final class TableDdl {
    private final DuckDbConnection connection;

    TableDdl(DuckDbConnection connection) {
        this.connection = connection;
    }

    boolean create(TableDefinition definition) {
        TableName name = name(definition);
        if (definition.ifNotExists()
                && connection.find(name.schema(), name.name()).isPresent()) {
            return false;
        }
        String columns = definition.columns().stream()
                .map(column -> TableName.quote(column.name()) + " " + definition(name, column))
                .collect(Collectors.joining(", "));
        connection.execute(
                "CREATE " + (definition.temporary() ? "TEMP " : "") + "TABLE " + name.quoted() + " (" + columns + ")");
        definition.columns().forEach(column -> note(name, column, Optional.empty()));
        if (!definition.notes().isEmpty()) {
            comment("TABLE " + name.quoted(), Optional.of(tableNote(definition.notes())));
        }
        return true;
    }

    private TableName name(TableDefinition definition) {
        if (definition.temporary()) {
            return new TableName(Catalog.TEMPORARY, definition.name());
        }
        return new TableName(
                definition.schema() == null ? connection.firstSchema() : definition.schema(), definition.name());
    }

    private static String tableNote(Map<String, String> notes) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("forebay", "1");
        notes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(note -> members.put(note.getKey(), note.getValue()));
        return FlatJson.write(members);
    }

    /** The column's type, DEFAULT and NOT NULL; makes the sequence of an identity. */
    private String definition(TableName table, Column column) {
        String type = DuckDbTypes.name(column.type());
        return type + defaultClause(table, column) + (column.nullable() ? "" : " NOT NULL");
    }

    private String defaultClause(TableName table, Column column) {
        Column.Identity identity = column.identity();
        if (identity == null) {
            return column.defaultExpression() == null ? "" : " DEFAULT (" + column.defaultExpression() + ")";
        }
        boolean temporary = table.schema().equals(Catalog.TEMPORARY);
        TableName sequence = Identities.newName(table.schema());
        connection.execute(Identities.create(sequence, identity, temporary));
        return " DEFAULT " + Identities.next(sequence, temporary);
    }

    void alter(TableName table, Column column, boolean add) {
        String quoted = TableName.quote(column.name());
        Optional<String> kept = Optional.ofNullable(connection.comments(table).get(column.name()));
        connection.execute("ALTER TABLE " + table.quoted()
                + (add
                        ? " ADD COLUMN " + quoted + " " + definition(table, column)
                        : " ALTER COLUMN " + quoted + " SET DATA TYPE " + DuckDbTypes.name(column.type())));
        note(table, column, kept);
    }

    void declare(TableName table, List<Column> columns) {
        Map<String, String> kept = connection.comments(table);
        columns.forEach(column -> note(table, column, Optional.ofNullable(kept.get(column.name()))));
    }

    /** Stores the column's note when it differs from the comment that is there. */
    private void note(TableName table, Column column, Optional<String> stored) {
        Note old = Note.read(stored.orElse(null));
        Column.Identity identity = column.identity() == null ? old.identity() : column.identity();
        Note note = new Note(Note.of(column).type(), identity, old.comment());
        if (!note.text().equals(stored)) {
            comment("COLUMN " + table.quoted() + "." + TableName.quote(column.name()), note.text());
        }
    }

    /** The user's comment, beside what is kept of the table or column. */
    void comment(Table table, @Nullable String column, @Nullable String text) {
        TableName name = table.temporary()
                ? new TableName(Catalog.TEMPORARY, table.name().name())
                : table.name();
        if (column != null) {
            Note old = Note.read(connection.comments(name).get(column));
            comment(
                    "COLUMN " + name.quoted() + "." + TableName.quote(column),
                    old.withComment(text).text());
            return;
        }
        boolean view = connection.viewText(name).isPresent();
        Optional<Map<String, String>> kept = connection
                .comment(name, view)
                .flatMap(FlatJson::read)
                .filter(members -> "1".equals(members.get("forebay")));
        Optional<String> stored = Optional.ofNullable(text);
        if (kept.isPresent() || Note.ambiguous(text)) {
            Map<String, String> members = new LinkedHashMap<>(kept.orElseGet(() -> Map.of("forebay", "1")));
            members.remove("comment");
            stored.ifPresent(comment -> members.put("comment", comment));
            stored = Optional.of(FlatJson.write(members));
        }
        comment((view ? "VIEW " : "TABLE ") + name.quoted(), stored);
    }

    void bindLate(TableName view, @Nullable String waiting) {
        comment("VIEW " + view.quoted(), Optional.of(new ViewNote(true, waiting, null).text()));
    }

    private void comment(String object, Optional<String> text) {
        String value = text.map(t -> "'" + t.replace("'", "''") + "'").orElse("NULL");
        connection.execute("COMMENT ON " + object + " IS " + value);
    }
}
