package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sequences behind IDENTITY columns. Each lives in its table's schema under a name that nobody types, so that it
 * survives every RENAME and goes with DROP SCHEMA. DROP TABLE leaves it behind (DuckDB's dependencies point the other
 * way); {@link #sweep} removes such leftovers when the database is opened.
 */
final class Identities {
    private static final Logger log = LoggerFactory.getLogger(Identities.class);

    static final String PREFIX = "forebay_identity_";

    private Identities() {}

    /** A new sequence's name for a column of a table in the schema. */
    static TableName newName(String schema) {
        return new TableName(schema, PREFIX + UUID.randomUUID().toString().replace("-", ""));
    }

    static String create(TableName sequence, Column.Identity identity, boolean temporary) {
        long step = identity.step();
        String bound = step < 0 ? " MINVALUE " + Long.MIN_VALUE + " MAXVALUE " + Math.max(identity.seed(), -1) : "";
        String low = step > 0 && identity.seed() < 1 ? " MINVALUE " + identity.seed() : "";
        return "CREATE " + (temporary ? "TEMP " : "") + "SEQUENCE " + sequence.quoted() + " START " + identity.seed()
                + " INCREMENT " + step + bound + low;
    }

    /** The DEFAULT that draws from the sequence. */
    static String next(TableName sequence, boolean temporary) {
        String name = (temporary ? "temp.main" : TableName.quote(sequence.schema())) + "." + sequence.name();
        return "nextval('" + name.replace("'", "''") + "')";
    }

    static boolean draws(String defaultExpression) {
        return defaultExpression.contains(PREFIX);
    }

    /** Drops the sequences that nothing draws from. Nothing else may run. */
    static void sweep(DuckDBConnection connection) throws SQLException {
        for (String sequence : unused(connection)) {
            drop(connection, sequence);
        }
    }

    /** A sequence that a user's DEFAULT draws from in words of its own stays; it must not keep the database shut. */
    private static void drop(DuckDBConnection connection, String sequence) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SEQUENCE " + sequence);
        } catch (SQLException e) {
            log.debug("sequence {} is still in use", sequence, e);
        }
    }

    private static List<String> unused(DuckDBConnection connection) throws SQLException {
        String all = "SELECT schema_name, sequence_name FROM duckdb_sequences() s WHERE NOT temporary"
                + " AND starts_with(sequence_name, '" + PREFIX + "')";
        if (names(connection, all).isEmpty()) {
            return List.of();
        }
        return names(
                connection,
                all + " AND NOT EXISTS (SELECT 1 FROM duckdb_columns() c"
                        + " WHERE contains(lower(c.column_default), s.sequence_name))");
    }

    private static List<String> names(DuckDBConnection connection, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(new TableName(rows.getString(1), rows.getString(2)).quoted());
            }
        }
        return names;
    }
}
