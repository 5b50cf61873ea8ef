package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Redshift's answers about tables and columns, with what {@link Note} keeps: views in a database of this opening's own,
 * in memory, so that the file has nothing of them.
 */
final class CatalogViews {
    /** The database of the views. */
    private static final String DATABASE = "forebay_catalog";

    private static final String SCHEMA = DATABASE + ".main.";

    /** What is asked for, and what answers. */
    static final Map<String, String> NAMES = Map.of(
            "information_schema.columns", SCHEMA + "columns",
            "information_schema.tables", SCHEMA + "tables",
            "svv_columns", SCHEMA + "svv_columns",
            "pg_table_def", SCHEMA + "pg_table_def",
            "pg_namespace", SCHEMA + "pg_namespace",
            "pg_table_is_visible", SCHEMA + "pg_table_is_visible");

    private CatalogViews() {}

    /** DuckDB attaches nothing, not even memory, once external access is off. */
    static void create(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ATTACH ':memory:' AS " + DATABASE);
            statement.execute(script());
        }
    }

    private static String script() {
        try (InputStream in = CatalogViews.class.getResourceAsStream("catalog.sql")) {
            if (in == null) {
                throw new IllegalStateException("missing resource catalog.sql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ForebayException(CommonError.INTERNAL, "catalog.sql cannot be read: " + e.getMessage(), e);
        }
    }
}
