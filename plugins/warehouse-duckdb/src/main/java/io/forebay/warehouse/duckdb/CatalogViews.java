package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.TableName;
import io.forebay.warehouse.duckdb.functions.Library;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Redshift's answers about tables and columns, with what {@link Note} keeps: views in a database of this opening's own,
 * in memory, so that the file has nothing of them. They take a while to make, and few connections ask for them: they are
 * made when the first statement names them. Thread-safe.
 */
final class CatalogViews {
    /** The database of the views. */
    private static final String DATABASE = "forebay_catalog";

    private static final String SCHEMA = DATABASE + ".main.";

    /** In order: each uses those before. */
    private static final List<String> SCRIPTS = List.of("access.sql", "catalog.sql", "pg_catalog.sql", "svv.sql");

    private static final Pattern MADE =
            Pattern.compile("^CREATE (VIEW|TABLE|MACRO) forebay_catalog\\.main\\.(\\w+)", Pattern.MULTILINE);

    /** What only the scripts use. */
    private static final Set<String> INNER = Set.of(
            "folded",
            "type_name",
            "noted_column",
            "declared_column",
            "visible_relation",
            "external_schema",
            "external_table",
            "relation",
            "primary_key",
            "held_privilege",
            "object_acl",
            "user_may",
            "schema_may",
            "relation_may",
            "user_in",
            "session_name",
            "routine");

    /** The ledger's tables of users and rights, and what stands for them where there is no ledger. */
    private static final Map<String, String> LEDGER = Map.of(
            "principal",
            "SELECT 0 AS principal_id, '' AS kind, '' AS name, false AS is_superuser, false AS creates_databases,"
                    + " false AS reads_system, CAST(NULL AS TIMESTAMP) AS valid_until, -1 AS connection_limit,"
                    + " '' AS search_path",
            "membership",
            "SELECT 0 AS group_id, 0 AS user_id",
            "ownership",
            "SELECT '' AS object_kind, '' AS object_schema, '' AS object_name, 0 AS owner_id",
            "privilege",
            "SELECT '' AS object_kind, '' AS object_schema, '' AS object_name, '' AS privilege, 0 AS grantee_id,"
                    + " 0 AS grantor_id, false AS is_grantable",
            "default_privilege",
            "SELECT 0 AS owner_id, '' AS object_schema, '' AS object_kind, '' AS privilege, 0 AS grantee_id");

    private static final Set<String> INFORMATION_SCHEMA = Set.of(
            "columns",
            "tables",
            "schemata",
            "views",
            "table_constraints",
            "key_column_usage",
            "routines",
            "_pg_expandarray");

    /** What is asked for, and what answers. */
    static final Map<String, String> NAMES = names();

    private boolean made;
    private boolean linked;

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        names.put("pg_stat_activity", "forebay.pg_stat_activity");
        for (String script : SCRIPTS) {
            Matcher made = MADE.matcher(script(script));
            while (made.find()) {
                String name = made.group(2);
                if (!INNER.contains(name)) {
                    String schema = INFORMATION_SCHEMA.contains(name) ? "information_schema." : "";
                    names.put(schema + name + (made.group(1).equals("MACRO") ? "(" : ""), SCHEMA + name);
                }
            }
        }
        return Map.copyOf(names);
    }

    /** Makes them at once when something that is stored needs them. */
    void makeIfStored(DuckDBConnection root) throws SQLException {
        if (usersViewsNeedThem(root)) {
            make(root);
        }
    }

    /** A view or a function in the file names them though the statement that reads it does not. */
    private static boolean usersViewsNeedThem(DuckDBConnection root) throws SQLException {
        String stored = "SELECT sql FROM duckdb_views() WHERE NOT internal";
        if (Library.hasUserFunctions(root)) {
            stored += " UNION ALL SELECT macro_definition FROM duckdb_functions() WHERE NOT internal";
        }
        try (Statement statement = root.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT 1 FROM (" + stored + ") WHERE contains(sql, '" + DATABASE + "') LIMIT 1")) {
            return found.next();
        }
    }

    /** As the engine writes the name; a user must not write it in any spelling. */
    static boolean named(String sql) {
        return sql.contains(DATABASE);
    }

    /** Makes them on a connection of their own, unless they are there. */
    synchronized void make(DuckDBConnection root) throws SQLException {
        if (made && linked) {
            return;
        }
        try (DuckDBConnection own = root.duplicate();
                Statement statement = own.createStatement()) {
            statement.execute("ATTACH IF NOT EXISTS ':memory:' AS " + DATABASE);
            statement.execute("BEGIN TRANSACTION");
            link(statement);
            if (made) {
                statement.execute("COMMIT");
                return;
            }
            for (String script : SCRIPTS) {
                statement.execute(script(script));
            }
            statement.execute("COMMIT");
        }
        made = true;
    }

    /** The views look into the ledger, which is made after the database was opened. */
    private void link(Statement statement) throws SQLException {
        String database = null;
        try (ResultSet found = statement.executeQuery("SELECT current_database() FROM duckdb_tables()"
                + " WHERE database_name = current_database() AND schema_name = 'forebay'"
                + " AND table_name = 'default_privilege'")) {
            if (found.next()) {
                database = found.getString(1);
            }
        }
        if (made && database == null) {
            return;
        }
        for (Map.Entry<String, String> table : LEDGER.entrySet()) {
            statement.execute("CREATE OR REPLACE VIEW " + SCHEMA + "ledger_" + table.getKey() + " AS "
                    + (database == null
                            ? table.getValue() + " WHERE false"
                            : "SELECT * FROM " + TableName.quote(database) + ".forebay." + table.getKey()));
        }
        statement.execute(routines(database));
        linked = database != null;
    }

    /** What the scripts know of procedures and functions. @param database null before there is a ledger */
    private static String routines(@Nullable String database) {
        String stored = database == null
                ? "(SELECT '' AS procedure_schema, '' AS procedure_name, '' AS signature, '' AS arguments,"
                        + " '' AS language, '' AS settings, '' AS body, false AS is_definer WHERE false)"
                : TableName.quote(database) + ".forebay.procedure";
        return "CREATE OR REPLACE VIEW " + SCHEMA + "stored_routine AS SELECT procedure_schema AS routine_schema,"
                + " procedure_name AS routine_name, signature, arguments, language, settings, body, is_definer FROM "
                + stored;
    }

    private static String script(String name) {
        try (InputStream in = CatalogViews.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ForebayException(CommonError.INTERNAL, name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
