package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * Where a connection looks names up. DuckDB refuses a path with a schema that is not there, so a missing one is left out
 * until it was made.
 */
final class SearchPath {
    private static final long RECHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private List<String> wanted = List.of("main");
    private List<String> applied = wanted;
    private boolean changed;
    private long checked;

    void set(List<String> schemas) {
        wanted = schemas.isEmpty() ? List.of("main") : List.copyOf(schemas);
        changed = true;
    }

    List<String> schemas() {
        return wanted;
    }

    /** Is told of each statement: one about a schema may have made a missing one. */
    void notice(String sql) {
        changed |= sql.toLowerCase(Locale.ROOT).contains("schema");
    }

    /**
     * Makes DuckDB use the path when that is not done yet. A schema that is missing is looked for again after a
     * statement of this connection about schemas, and each second for the other connections' sake.
     */
    void refresh(DuckDBConnection connection) throws SQLException {
        boolean missing = !applied.equals(wanted);
        if (missing && (changed || System.nanoTime() - checked > RECHECK_NANOS)) {
            apply(connection);
            changed = false;
            checked = System.nanoTime();
        }
    }

    void apply(DuckDBConnection connection) throws SQLException {
        List<String> there = existing(connection);
        if (there.isEmpty()) {
            there = List.of("main");
        }
        String path = there.stream().map(TableName::quote).collect(Collectors.joining(","));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = '" + path.replace("'", "''") + "'");
        }
        applied = there;
    }

    private List<String> existing(DuckDBConnection connection) throws SQLException {
        Set<String> schemas = new HashSet<>();
        try (Statement query = connection.createStatement();
                ResultSet found = query.executeQuery("SELECT schema_name FROM duckdb_schemas()"
                        + " WHERE database_name IN (current_database(), 'system')")) {
            while (found.next()) {
                schemas.add(found.getString(1));
            }
        }
        return wanted.stream().filter(schemas::contains).toList();
    }
}
