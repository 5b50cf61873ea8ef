package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * Where a connection looks names up. DuckDB refuses a path with a schema that is not there, so a missing one is left out
 * until it was made.
 */
final class SearchPath {
    private List<String> wanted = List.of("main");
    private List<String> applied = wanted;

    void set(List<String> schemas) {
        wanted = schemas.isEmpty() ? List.of("main") : List.copyOf(schemas);
    }

    List<String> schemas() {
        return wanted;
    }

    /** Makes DuckDB use the path when that is not done yet. */
    void refresh(DuckDBConnection connection) throws SQLException {
        if (!applied.equals(wanted)) {
            apply(connection);
        }
    }

    void apply(DuckDBConnection connection) throws SQLException {
        List<String> there = existing(connection);
        if (there.isEmpty()) {
            there = List.of("main");
        }
        if (connection.isClosed()) {
            return;
        }
        String path = there.stream().map(TableName::quote).collect(Collectors.joining(","));
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = '" + path.replace("'", "''") + "'");
        }
        applied = there;
    }

    private List<String> existing(DuckDBConnection connection) throws SQLException {
        List<String> there = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM duckdb_schemas()"
                + " WHERE schema_name = $1 AND database_name IN (current_database(), 'system')")) {
            for (String schema : wanted) {
                query.setString(1, schema);
                try (ResultSet found = query.executeQuery()) {
                    if (found.next()) {
                        there.add(schema);
                    }
                }
            }
        }
        return there;
    }
}
