package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.crash.SqlClient;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.migrate.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Redshift's adapter by the Redshift Data API: the SDK's real client, {@link DataApiServer} for the API, and behind it
 * Forebay's own endpoint in the place of a cluster.
 */
@Timeout(120)
class DataApiIT {
    @TempDir
    static Path folder = Path.of("");

    private static RedshiftEndpoint endpoint;
    private static DataApiServer api;
    private static Server server;
    private static SqlClient client;

    @BeforeAll
    static void start() throws IOException {
        DataApiKeys.give();
        endpoint = new RedshiftEndpoint(folder);
        api = new DataApiServer(endpoint.port());
        server = endpoint.adapter("adapter", api.address(), LoadStep.Listener.NONE);
        client = endpoint.client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        api.close();
        endpoint.close();
        DataApiKeys.take();
    }

    @Test
    void loadsFilesAndFailsBadOnes() throws Exception {
        job("loads");
        for (int i = 0; i < 45; i++) {
            endpoint.put("loads/f" + i + ".csv", i + ",it's\n");
        }
        endpoint.put("loads/bad.csv", "x,three\n");
        client.run("COPY JOB RUN loads");
        client.run("COPY JOB RUN loads");
        assertThat(rows("SELECT count(*), sum(id), min(name) FROM loads")).containsExactly("45|990|it's");
        assertThat(rows("SELECT filename, err_code, err_reason FROM forebay.stl_load_errors"))
                .containsExactly("s3://lake/loads/bad.csv|1207|Invalid digit, Value 'x', Pos 0, Type: Integer");
        assertThat(rows("SELECT status, count(*) FROM sys_copy_job_detail WHERE job_name = 'loads' GROUP BY 1"
                        + " ORDER BY 1"))
                .containsExactly("E|1", "I|45");
        assertThat(rows("SELECT id FROM loads ORDER BY id"))
                .hasSize(45)
                .startsWith("0", "1")
                .endsWith("44");
        assertThat(api.pages()).isPositive();
        assertThat(api.opened().get(0).path("SecretArn").asText()).isEqualTo("a-secret");
    }

    @Test
    void passesUsersSqlWithValuesOfEachKind() throws Exception {
        try (Connection connection = client.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE TABLE kinds (n BIGINT, d DOUBLE PRECISION, x DECIMAL(9, 2), b BOOLEAN, s VARCHAR(40),"
                    + " t TIMESTAMP, a DATE)");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO kinds VALUES (?, ?, ?, ?, ?, ?, ?)")) {
                values(insert, -5L, -1.5, "-2.25", true, "it's :p1 ? é", "2026-01-02 03:04:05.678901", "2026-01-02");
                values(insert, null, null, null, null, "", null, null);
            }
            assertThat(rows(sql, "SELECT n, d, x, b, s, t, a FROM kinds ORDER BY n"))
                    .containsExactly(
                            "-5|-1.5|-2.25|t|it's :p1 ? é|2026-01-02 03:04:05.678901|2026-01-02",
                            "null|null|null|null||null|null");
            try (PreparedStatement query = connection.prepareStatement("SELECT s FROM kinds WHERE n = ? AND s = ?")) {
                query.setLong(1, -5);
                query.setString(2, "it's :p1 ? é");
                try (ResultSet result = query.executeQuery()) {
                    assertThat(result.next()).isTrue();
                }
            }
            connection.setAutoCommit(false);
            assertThat(sql.executeUpdate("UPDATE kinds SET n = n - 1")).isEqualTo(2);
            connection.rollback();
            assertThat(rows(sql, "SELECT sum(n) FROM kinds")).containsExactly("-5");
            assertThatThrownBy(() -> sql.execute("SELECT * FROM nosuch")).hasMessageContaining("nosuch");
            connection.rollback();
        }
    }

    private static void values(PreparedStatement insert, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            insert.setObject(i + 1, values[i], values[i] instanceof String ? java.sql.Types.OTHER : types(values[i]));
        }
        insert.execute();
    }

    private static int types(@Nullable Object value) {
        return value instanceof Long
                ? java.sql.Types.BIGINT
                : value instanceof Double
                        ? java.sql.Types.DOUBLE
                        : value instanceof Boolean ? java.sql.Types.BOOLEAN : java.sql.Types.NULL;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void loadsOnceWhateverIsLostOfTheCommit(DataApiServer.Loss loss) throws Exception {
        String name = "lost_" + loss.name().toLowerCase(Locale.ROOT);
        job(name);
        endpoint.put(name + "/a.csv", "1,one\n");
        endpoint.put(name + "/b.csv", "2,two\n");
        api.lose(loss);
        client.run("COPY JOB RUN " + name);
        assertThat(api.losses()).isEqualTo(1);
        assertThat(api.terminated()).hasSize(loss == DataApiServer.Loss.REPLY ? 0 : 1);
        assertThat(rows("SELECT id, name FROM " + name + " ORDER BY id")).containsExactly("1|one", "2|two");
        assertThat(rows("SELECT file_name, status FROM sys_copy_job_detail WHERE job_name = '" + name + "' ORDER BY 1"))
                .containsExactly(name + "/a.csv|I", name + "/b.csv|I");
    }

    @Test
    void goesOnWhenTheApiHasEndedItsSessions() throws Exception {
        job("ended");
        endpoint.put("ended/a.csv", "1,one\n");
        api.endSessions();
        runAtTheLatestTheSecondTime("COPY JOB RUN ended");
        assertThat(rows("SELECT id, name FROM ended")).containsExactly("1|one");
    }

    @Test
    void canGiveAJobToADuckDb() throws Exception {
        job("moves");
        try (Server other = endpoint.duckDb("other")) {
            endpoint.client(other).run("CREATE TABLE moves (id INTEGER, name VARCHAR(20))");
        }
        try (LedgerMigration both = endpoint.migration(api.address(), "other", false)) {
            assertThat(both.plan(List.of("moves"))).singleElement().satisfies(plan -> {
                assertThat(plan.stage()).isEqualTo(Plan.Stage.WHOLE);
                assertThat(plan.trouble()).isEmpty();
            });
        }
    }

    /** One statement may meet a session that was just used and is gone. */
    private static void runAtTheLatestTheSecondTime(String statement) throws SQLException {
        try {
            client.run(statement);
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("the session is not available");
            client.run(statement);
        }
    }

    /** A table, a prefix and a job of one name. */
    private static void job(String name) throws SQLException, IOException {
        endpoint.folder(name);
        client.run("CREATE TABLE " + name + " (id INTEGER, name VARCHAR(20))");
        client.run("COPY " + name + " FROM 's3://lake/" + name
                + "/' IAM_ROLE 'arn:aws:iam::123456789012:role/load' CSV JOB CREATE " + name + " AUTO OFF");
    }

    private static List<String> rows(String query) throws SQLException {
        try (Connection connection = client.connect();
                Statement sql = connection.createStatement()) {
            return rows(sql, query);
        }
    }

    private static List<String> rows(Statement sql, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = sql.executeQuery(query)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }
}
