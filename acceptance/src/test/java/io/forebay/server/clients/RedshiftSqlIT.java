package io.forebay.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.Server;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Statements as people write them for Redshift, through PostgreSQL's driver: prints how many of them run right. */
@Timeout(120)
class RedshiftSqlIT {
    private static final List<String> TABLES = List.of(
            "DROP TABLE IF EXISTS emp",
            "DROP TABLE IF EXISTS emp_stage",
            "CREATE TABLE emp (id INT, name VARCHAR(20), dept INT, salary NUMERIC(10, 2), mgr INT, hired DATE)",
            "CREATE TABLE emp_stage (id INT, name VARCHAR(20), dept INT, salary NUMERIC(10, 2), mgr INT, hired DATE)",
            "INSERT INTO emp VALUES (1, 'a', 10, 100, NULL, '2024-01-15'), (2, 'b', 10, 200, 1, '2024-02-15'),"
                    + " (3, 'c', 20, 300, 2, '2024-03-15')",
            "INSERT INTO emp_stage VALUES (2, 'bb', 10, 250, 1, '2024-02-15'), (4, 'd', 20, 400, 1, '2024-04-15')");

    @TempDir
    Path folder = Path.of("");

    /** @param expected its first value; null where it may give anything */
    private record Example(String name, @Nullable String expected, String sql) {
        /** What ends a transaction, or cannot be in one. */
        boolean alone() {
            return sql.matches("(?is)(truncate|vacuum|alter table \\w+ append).*");
        }
    }

    @Test
    void runsWhatIsWrittenForRedshift() throws Exception {
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .build();
        Files.createDirectories(settings.data());
        List<Example> examples = examples();
        List<String> wrong = new ArrayList<>();
        try (Server server = Server.start(settings);
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay&sslmode=disable");
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE GROUP analysts");
            sql.execute("CREATE TABLE sup (s SUPER)");
            sql.execute("INSERT INTO sup SELECT JSON_PARSE('{\"data\":{\"a\":[{\"b\":\"x\"},{\"b\":\"y\"}]}}')");
            makeTables(sql);
            for (Example example : examples) {
                String failure = failure(sql, example);
                if (failure != null) {
                    wrong.add(example.name() + ": " + failure);
                }
            }
        }
        System.out.println("Redshift's SQL on DuckDB: " + (examples.size() - wrong.size()) + " of " + examples.size()
                + " statements" + (wrong.isEmpty() ? "" : "; not " + wrong));
        assertThat(wrong).isEmpty();
        assertThat(examples).hasSizeGreaterThan(150);
    }

    private static void makeTables(Statement sql) throws SQLException {
        for (String statement : TABLES) {
            sql.execute(statement);
        }
    }

    private static @Nullable String failure(Statement sql, Example example) throws SQLException {
        if (!example.alone()) {
            sql.execute("BEGIN");
        }
        try {
            String expected = example.expected();
            if (sql.execute(example.sql()) && expected != null) {
                try (ResultSet rows = sql.getResultSet()) {
                    String value = rows.next() ? String.valueOf(rows.getString(1)) : "no row";
                    return same(expected, value) ? null : value + " and not " + expected;
                }
            }
            return null;
        } catch (SQLException e) {
            return e.getMessage();
        } finally {
            if (example.alone()) {
                makeTables(sql);
            } else {
                sql.execute("ROLLBACK");
            }
        }
    }

    /** Numbers by their value; a date is its midnight. */
    private static boolean same(String expected, String value) {
        boolean number = expected.matches("-?[0-9.]+") && value.matches("-?[0-9.]+");
        return number
                ? new BigDecimal(expected).compareTo(new BigDecimal(value)) == 0
                : value.equals(expected)
                        || value.equals(expected + " 00:00:00")
                        || expected.equals(value + " 00:00:00")
                        || (expected.equals("true") && value.equals("t"));
    }

    private static List<Example> examples() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/io/forebay/server/clients/redshift.sql"));
        List<Example> examples = new ArrayList<>();
        for (int i = 1; i < lines.size(); i += 2) {
            String[] head = lines.get(i).substring(3).split(" => ", 2);
            examples.add(new Example(head[0], head.length > 1 ? head[1] : null, lines.get(i + 1)));
        }
        return examples;
    }
}
