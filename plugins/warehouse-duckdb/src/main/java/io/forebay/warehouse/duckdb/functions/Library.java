package io.forebay.warehouse.duckdb.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/**
 * The macros of one opened database, in catalogs in memory beside it. A catalog is made when the first statement names
 * it; DuckDB shows it to transactions that are open already, but would not show them what came into it later. The one
 * of the types is small, as most statements need it; the other takes a while. Thread-safe.
 */
public final class Library {
    /** The catalog of Redshift's functions. */
    public static final String FUNCTIONS = "forebay_fn";

    /** The catalog of what gives casts and aggregates Redshift's types. */
    public static final String TYPES = "forebay_type";

    private static final Map<String, List<String>> FILES = Map.of(
            FUNCTIONS,
            List.of("conversion", "string", "date", "math", "hash", "varbyte", "system", "json"),
            TYPES,
            List.of("types"));

    /** Of a table its whole statement, with the defaults: to list columns would bind all views. */
    private static final String STORED = "SELECT sql AS text FROM duckdb_views() WHERE NOT internal"
            + " UNION ALL SELECT sql FROM duckdb_tables() WHERE NOT internal";

    private static final String MACROS =
            " UNION ALL SELECT macro_definition FROM duckdb_functions() WHERE NOT internal";
    private static final String OF_USERS = "SELECT 1 FROM forebay.procedure WHERE language <> 'plpgsql' LIMIT 1";

    private final DuckDBConnection root;
    private final ExternalCall external = new ExternalCall();
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    /** @param root runs nothing meanwhile; its duplicates make the functions */
    public Library(DuckDBConnection root) {
        this.root = root;
    }

    /** Makes what transactions must find when they begin. */
    public void register() throws SQLException {
        new FunctionCall(JavaFunctions.all()).register(root);
        Overloads.register(root);
        external.register(root);
    }

    /** The way from macros of external functions to what answers them. */
    public ExternalCall external() {
        return external;
    }

    /** Makes the macros that something needs that is stored in the database. */
    public void makeIfStored() throws SQLException {
        String query =
                "SELECT DISTINCT catalog FROM (" + STORED + (hasUserFunctions(root) ? MACROS : "") + ") JOIN (VALUES ('"
                        + FUNCTIONS + "'), ('" + TYPES + "')) c (catalog) ON contains(text, catalog || '.')";
        try (Statement statement = root.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                make(found.getString(1));
            }
        }
    }

    /** Whether the ledger has functions of users': to look through DuckDB's list of all functions takes long. */
    public static boolean hasUserFunctions(DuckDBConnection root) {
        try (Statement statement = root.createStatement();
                ResultSet found = statement.executeQuery(OF_USERS)) {
            return found.next();
        } catch (SQLException e) {
            // There is no ledger yet.
            return false;
        }
    }

    /** Makes the macros that the statement needs. */
    public void makeIfNamed(String sql) throws SQLException {
        if (made.size() < FILES.size()) {
            for (String catalog : FILES.keySet()) {
                if (!made.contains(catalog) && sql.contains(catalog + ".")) {
                    make(catalog);
                }
            }
        }
    }

    private synchronized void make(String catalog) throws SQLException {
        if (made.contains(catalog)) {
            return;
        }
        try (DuckDBConnection own = root.duplicate();
                Statement statement = own.createStatement()) {
            statement.execute("ATTACH IF NOT EXISTS ':memory:' AS " + catalog);
            statement.execute("BEGIN");
            for (String file : Objects.requireNonNull(FILES.get(catalog))) {
                statement.execute(text(file));
            }
            statement.execute("COMMIT");
        }
        made.add(catalog);
    }

    /** All scripts. */
    static List<String> files() {
        return FILES.values().stream().flatMap(List::stream).toList();
    }

    static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Library.class.getResourceAsStream(file + ".sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
