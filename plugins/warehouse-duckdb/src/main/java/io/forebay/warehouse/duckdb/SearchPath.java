package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * Where a connection looks names up. DuckDB refuses a path with a schema that is not there, so a missing one is left out
 * until it was made. DuckDB makes things in the first schema of its path: when none is there in which things may be made,
 * {@code main} stands in front, so that the read-only ones never do.
 */
final class SearchPath {
    private static final long RECHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String MAIN = "main";

    private List<String> wanted = List.of(MAIN);
    private List<String> readOnly = List.of();
    private List<String> applied = wanted;
    private boolean changed;
    private long checked;

    void set(List<String> schemas, List<String> lastReadOnly) {
        wanted = schemas.isEmpty() && lastReadOnly.isEmpty() ? List.of(MAIN) : List.copyOf(schemas);
        readOnly = List.copyOf(lastReadOnly);
        changed = true;
    }

    /** All schemas in which names are looked for. */
    List<String> schemas() {
        return Stream.concat(wanted.stream(), readOnly.stream()).toList();
    }

    /** The schema in which things are made, as DuckDB has it now. */
    String first() {
        String first = applied.get(0);
        if (!wanted.contains(first)) {
            throw new ForebayException(
                            CommonError.UNDEFINED_SCHEMA, "no schema of the search path exists to make anything in")
                    .withHint("Write the schema in front of the name, or SET search_path TO a schema that exists.");
        }
        return first;
    }

    /** Is told of each statement: one about a schema may have made a missing one, or dropped one and DuckDB's path. */
    void notice(String sql) {
        changed |= sql.toLowerCase(Locale.ROOT).contains("schema");
    }

    /** A transaction is rolled back: a schema that it dropped is there again. */
    void rolledBack() {
        changed = true;
    }

    /**
     * Makes DuckDB use the path when that is not done yet. It is done again after a statement of this connection about
     * schemas, and while one is missing each second for the other connections' sake.
     */
    void refresh(DuckDBConnection connection) throws SQLException {
        boolean missing = !applied.equals(schemas());
        if (changed || (missing && System.nanoTime() - checked > RECHECK_NANOS)) {
            apply(connection);
            changed = false;
            checked = System.nanoTime();
        }
    }

    void apply(DuckDBConnection connection) throws SQLException {
        Set<String> existing = existing(connection);
        List<String> there = new ArrayList<>(schemas());
        there.removeIf(schema -> !existing.contains(schema));
        if (there.isEmpty() || readOnly.contains(there.get(0))) {
            there.add(0, MAIN);
        }
        String path = there.stream().map(TableName::quote).collect(Collectors.joining(","));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = '" + path.replace("'", "''") + "'");
        }
        applied = there;
    }

    private static Set<String> existing(DuckDBConnection connection) throws SQLException {
        Set<String> schemas = new HashSet<>();
        try (Statement query = connection.createStatement();
                ResultSet found = query.executeQuery("SELECT schema_name FROM duckdb_schemas()"
                        + " WHERE database_name IN (current_database(), 'system')")) {
            while (found.next()) {
                schemas.add(found.getString(1));
            }
        }
        return schemas;
    }
}
