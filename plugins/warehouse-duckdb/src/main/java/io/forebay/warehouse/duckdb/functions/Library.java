package io.forebay.warehouse.duckdb.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBConnection;

/**
 * The macros of one opened database, in a catalog in memory beside it. They are made when the first statement names
 * them, which takes a while; DuckDB shows them to transactions that are open already. Thread-safe.
 */
public final class Library {
    /** The catalog's name. */
    public static final String CATALOG = "forebay_fn";

    static final List<String> FILES =
            List.of("conversion", "string", "date", "math", "hash", "varbyte", "system", "json", "aggregate");

    private static final String MARK = CATALOG + ".";
    private static final String STORED =
            "SELECT count(*) FROM (SELECT sql AS text FROM duckdb_views() WHERE NOT internal"
                    + " UNION ALL SELECT column_default FROM duckdb_columns() WHERE NOT internal) WHERE contains(text, '"
                    + MARK
                    + "')";

    private final DuckDBConnection root;
    private volatile boolean made;

    /** @param root runs nothing meanwhile; its duplicates make the functions */
    public Library(DuckDBConnection root) {
        this.root = root;
    }

    /** Makes what transactions must find when they begin. */
    public void register() throws SQLException {
        new FunctionCall(JavaFunctions.all()).register(root);
        Overloads.register(root);
    }

    /** Makes the macros when something that is stored in the database needs them. */
    public void makeIfStored() throws SQLException {
        try (Statement statement = root.createStatement();
                ResultSet found = statement.executeQuery(STORED)) {
            if (found.next() && found.getLong(1) > 0) {
                make();
            }
        }
    }

    /** Makes the macros when the statement needs them. */
    public void makeIfNamed(String sql) throws SQLException {
        if (!made && sql.contains(MARK)) {
            make();
        }
    }

    private synchronized void make() throws SQLException {
        if (made) {
            return;
        }
        try (DuckDBConnection own = root.duplicate();
                Statement statement = own.createStatement()) {
            statement.execute("ATTACH IF NOT EXISTS ':memory:' AS " + CATALOG);
            statement.execute("BEGIN");
            for (String file : FILES) {
                statement.execute(text(file));
            }
            statement.execute("COMMIT");
        }
        made = true;
    }

    static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Library.class.getResourceAsStream(file + ".sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
