package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ExternalTable;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.View;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Tables and views as DuckDB lists them, with the types that their comments keep. */
final class Catalog {
    /** The schema under which temporary tables are named. */
    static final String TEMPORARY = "temp";

    private static final String SQL =
            "SELECT database_name = 'temp', schema_name, table_name, table_oid, column_name, data_type, is_nullable,"
                    + " column_default, comment FROM duckdb_columns() WHERE lower(table_name) = lower($1)"
                    + " AND database_name IN ('temp', current_database(), 'system')"
                    + " ORDER BY database_name, schema_name, table_oid, column_index";

    private Catalog() {}

    /** @param found {@link #tables} of the name */
    static Optional<Table> find(Map<String, Table> found, @Nullable String schema, List<String> path) {
        if (schema != null) {
            return Optional.ofNullable(found.get(key(schema.equals("pg_temp") ? TEMPORARY : schema)));
        }
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(TEMPORARY), path.stream())
                .map(each -> found.get(key(each)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String key(String schema) {
        return TableName.folded(schema);
    }

    /**
     * Tables and views of one name, by their schemas. Each is looked at again: DuckDB's lower() makes letters of any script
     * small, and its catalog those of ASCII only.
     */
    static Map<String, Table> tables(DuckDBConnection jdbc, String name) throws SQLException {
        Map<String, Table> tables = new LinkedHashMap<>();
        try (PreparedStatement query = jdbc.prepareStatement(SQL)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Table next = row(rows);
                    if (TableName.same(next.name().name(), name)) {
                        tables.merge(key(next.name().schema()), next, Catalog::joined);
                    }
                }
            }
        }
        return tables;
    }

    /** Whether a view has the name, in any schema. */
    static boolean hasView(DuckDBConnection jdbc, String name) throws SQLException {
        String sql = "SELECT 1 FROM duckdb_views() WHERE lower(view_name) = lower($1) LIMIT 1";
        try (PreparedStatement query = jdbc.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static Table joined(Table first, Table second) {
        List<Column> columns = new ArrayList<>(first.columns());
        columns.addAll(second.columns());
        return new Table(first.name(), first.id(), columns, first.temporary());
    }

    /** A table of the one column that the row is about. */
    private static Table row(ResultSet row) throws SQLException {
        boolean temporary = row.getBoolean(1);
        TableName name = new TableName(temporary ? TEMPORARY : row.getString(2), row.getString(3));
        Column column = column(
                row.getString(5), row.getString(6), row.getBoolean(7), row.getString(8), Note.read(row.getString(9)));
        return new Table(name, row.getLong(4), List.of(column), temporary);
    }

    private static Column column(
            String name, String dataType, boolean nullable, @Nullable String defaultExpression, Note note) {
        ColumnType type = note.type() != null && DuckDbTypes.name(note.type()).equals(dataType)
                ? note.type()
                : DuckDbTypes.columnType(dataType);
        boolean identity = note.identity() != null && defaultExpression != null && Identities.draws(defaultExpression);
        return new Column(name, type, nullable, identity ? null : defaultExpression, identity ? note.identity() : null);
    }

    /** All table functions of the engine, pragmas and table macros included, in lower case. */
    static Set<String> tableFunctions(DuckDBConnection jdbc) throws SQLException {
        String sql = "SELECT DISTINCT lower(function_name) FROM duckdb_functions()"
                + " WHERE function_type IN ('table', 'pragma', 'table_macro')";
        Set<String> names = new HashSet<>();
        try (PreparedStatement query = jdbc.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** The comments of a table's columns as they are stored; only columns that have one. */
    static Map<String, String> comments(DuckDBConnection jdbc, TableName table) throws SQLException {
        Map<String, String> comments = new LinkedHashMap<>();
        String sql = "SELECT column_name, comment FROM duckdb_columns() WHERE comment IS NOT NULL AND table_name = $1"
                + " AND CASE WHEN $2 = 'temp' THEN database_name = 'temp'"
                + " ELSE schema_name = $2 AND database_name = current_database() END";
        try (PreparedStatement query = jdbc.prepareStatement(sql)) {
            query.setString(1, table.name());
            query.setString(2, table.schema());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    comments.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return comments;
    }

    /** A table's or view's stored comment. */
    static Optional<String> comment(DuckDBConnection jdbc, TableName table, boolean view) throws SQLException {
        String sql = (view
                        ? "SELECT comment FROM duckdb_views() WHERE view_name"
                        : "SELECT comment FROM duckdb_tables() WHERE table_name")
                + " = $1 AND CASE WHEN $2 = 'temp' THEN database_name = 'temp'"
                + " ELSE schema_name = $2 AND database_name = current_database() END";
        try (PreparedStatement query = jdbc.prepareStatement(sql)) {
            query.setString(1, table.name());
            query.setString(2, table.schema());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** The users' views but those of sessions and those that keep what external tables are. */
    static List<View> views(DuckDBConnection jdbc) throws SQLException {
        String sql = "SELECT schema_name, view_name, sql, comment FROM duckdb_views() WHERE NOT internal"
                + " AND NOT temporary AND database_name = current_database() AND schema_name <> 'forebay'"
                + " AND NOT starts_with(schema_name, '" + ExternalTable.DEFINITIONS + "')";
        List<View> views = new ArrayList<>();
        try (PreparedStatement query = jdbc.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                views.add(ViewNote.read(rows.getString(4))
                        .view(new TableName(rows.getString(1), rows.getString(2)), rows.getString(3)));
            }
        }
        return views;
    }

    /** The statement that made a view of the database or of the session. */
    static Optional<String> viewText(DuckDBConnection jdbc, TableName view) throws SQLException {
        String sql = "SELECT sql, view_name, schema_name FROM duckdb_views() WHERE lower(view_name) = lower($1)"
                + " AND CASE WHEN $2 = 'temp' THEN database_name = 'temp'"
                + " ELSE lower(schema_name) = lower($2) AND database_name = current_database() END";
        try (PreparedStatement query = jdbc.prepareStatement(sql)) {
            query.setString(1, view.name());
            query.setString(2, view.schema());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (TableName.same(rows.getString(2), view.name())
                            && (view.schema().equals(TEMPORARY) || TableName.same(rows.getString(3), view.schema()))) {
                        return Optional.of(rows.getString(1));
                    }
                }
                return Optional.empty();
            }
        }
    }
}
