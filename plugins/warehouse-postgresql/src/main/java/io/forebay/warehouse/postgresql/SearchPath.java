package io.forebay.warehouse.postgresql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.core.BaseConnection;

/**
 * Where a connection looks names up. PostgreSQL passes over schemas that are not there, and makes things in the first that
 * is. When none is there in which things may be made, {@code pg_catalog}, in which nothing can be made, stands in front of
 * those that are only read.
 */
final class SearchPath {
    private static final long RECHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String GUARD = "pg_catalog";

    private List<String> schemas = List.of();
    private List<String> readOnly = List.of();
    private boolean used;
    private boolean guarded;
    private boolean changed;
    private long checked;

    void set(List<String> first, List<String> lastReadOnly) {
        schemas = List.copyOf(first);
        readOnly = List.copyOf(lastReadOnly);
        used = true;
        changed = true;
    }

    /** Whether it was ever set: the connection is a user's. */
    boolean used() {
        return used;
    }

    /** Is told of each statement: one about a schema may have made or dropped one. */
    void notice(String sql) {
        changed |= used && sql.toLowerCase(Locale.ROOT).contains("schema");
    }

    /** A transaction is rolled back, and with it what was set in it. */
    void rolledBack() {
        changed = used;
    }

    /** Makes PostgreSQL use the path when that is not done yet; while no schema is there, looks each second for one. */
    void refresh(BaseConnection connection) throws SQLException {
        if (changed || (guarded && System.nanoTime() - checked > RECHECK_NANOS)) {
            apply(connection);
            changed = false;
            checked = System.nanoTime();
        }
    }

    private void apply(BaseConnection connection) throws SQLException {
        guarded = true;
        set(connection, schemas.stream());
        guarded = current(connection).isEmpty();
        Stream<String> guard = guarded && !readOnly.isEmpty() ? Stream.of(GUARD) : Stream.empty();
        set(connection, Stream.of(schemas.stream(), guard, readOnly.stream()).flatMap(each -> each));
    }

    private static void set(BaseConnection connection, Stream<String> path) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.set_config('search_path', ?, false)")) {
            statement.setString(1, path.map(TableName::quote).collect(Collectors.joining(", ")));
            statement.execute();
        }
    }

    /** The schema in which things are made, as PostgreSQL has it now. */
    String first(BaseConnection connection) throws SQLException {
        String first = current(connection);
        if (first.isEmpty() || readOnly.contains(first) || (guarded && first.equals(GUARD))) {
            throw new ForebayException(
                            CommonError.UNDEFINED_SCHEMA, "no schema of the search path exists to make anything in")
                    .withHint("Write the schema in front of the name, or SET search_path TO a schema that exists.");
        }
        return first;
    }

    private static String current(BaseConnection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_catalog.current_schema()");
                ResultSet row = statement.executeQuery()) {
            String schema = row.next() ? row.getString(1) : null;
            return schema == null ? "" : schema;
        }
    }
}
