package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared();
        connection = server.connect(server.createDatabase());
        run("CREATE SCHEMA forebay");
        define();
        run("SET search_path = public, forebay");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static void define() throws SQLException, IOException {
        try (InputStream in = Functions.class.getResourceAsStream("ledger/scripts/R__functions.sql")) {
            run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "null",
            value = {
                "SELECT median(x)::int FROM (VALUES (1), (2), (7)) v(x); 2",
                "SELECT median(x)::float8 FROM (VALUES (1), (2), (4), (NULL), (5)) v(x); 3",
                "SELECT median(x) FROM (VALUES (1.5::float8), (NULL), (4)) v(x); 2.75",
                "SELECT median(x) FROM (VALUES (NULL::int)) v(x); null",
                "SELECT max(m)::float8 FROM (SELECT median(x) OVER (PARTITION BY y) m FROM (VALUES (1, 1), (2, 1)) v(x, y)) w; 1.5",
                "SELECT median(99999999999999999999999999999999999999 - x % 2) - 99999999999999999999999999999999999998"
                        + " FROM generate_series(1, 3) x; 0",
                "SELECT forebay.first_known(x) FROM (VALUES (NULL), (1), (NULL), (2), (NULL)) v(x); 1",
                "SELECT forebay.last_known(x) FROM (VALUES (NULL), (1), (NULL), (2), (NULL)) v(x); 2",
                "SELECT forebay.last_known(x) FROM (VALUES (NULL::text)) v(x); null",
                "SELECT string_agg(coalesce(k, '-'), '' ORDER BY i) FROM (SELECT i, forebay.last_known(x) OVER (ORDER BY i) k"
                        + " FROM (VALUES (1, NULL), (2, 'a'), (3, NULL), (4, 'b')) v(i, x)) w; -aab",
                "SELECT any_value(x) FROM (VALUES (NULL), (3)) v(x); 3",
                "SELECT last_day(date '2024-02-10'); 2024-02-29",
                "SELECT last_day(timestamp '2023-12-31 23:59:59'); 2023-12-31",
                "SELECT date_trunc('month', date '2024-03-05'); 2024-03-01 00:00:00",
                "SELECT json_array_length('[10, 20]'::varchar); 2",
                "SELECT round(2.345::float8, 2); 2.35",
                "SELECT round('NaN'::float8, 2); NaN",
                "SELECT trunc(-2.39::float8, 1); -2.3",
                "SELECT 1 || 2; 12",
                "SELECT date '2024-01-01' || date '2024-01-02'; 2024-01-012024-01-02",
                "SELECT 'a' || 1 || 'b'; a1b",
                "SELECT 'a' || NULL; null",
                "SELECT array_length(ARRAY[1] || ARRAY[2], 1); 2"
            })
    void answersAsRedshiftDoes(String sql, String expected) throws SQLException {
        assertThat(ask(sql)).isEqualTo(expected);
    }

    @Test
    void mayBeDefinedAgainWhileAViewUsesThem() throws SQLException, IOException {
        run(
                "CREATE VIEW uses AS SELECT 1 || 2 AS a, median(x) AS b, last_day(date '2024-02-10') AS c FROM generate_series(1, 3) x");
        define();
        assertThat(ask("SELECT a FROM uses")).isEqualTo("12");
    }
}
