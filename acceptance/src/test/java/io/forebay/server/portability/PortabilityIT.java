package io.forebay.server.portability;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.server.Server;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One script of DDL, COPY, copy jobs and questions, and one file of what it gives: the same on every warehouse, but for
 * what the file says of one. Run a test with {@code GOLDEN_WRITE=duckdb}, {@code postgresql} or {@code redshift} to write
 * what that one gives now, and read the difference.
 *
 * <p>Against a server that runs already: {@code -Dforebay.portability.url=jdbc:postgresql://HOST:PORT/dev?user=forebay
 * -Dforebay.portability.folder=DIR -Dforebay.portability.source=s3://BUCKET/}, where the folder is that bucket's, empty,
 * and the server has an empty warehouse.
 */
@Timeout(120)
class PortabilityIT {
    private static final Path SCRIPT = Path.of("src/test/resources/io/forebay/server/portability/script.golden");

    @TempDir
    Path folder = Path.of("");

    @Test
    void givesTheSameOnDuckDb() throws Exception {
        check(Step.FIRST, steps(), settings());
    }

    @Test
    void givesTheSameOnPostgreSql() throws Exception {
        PostgresServer server = PostgresServer.shared();
        List<Step> steps = version(server) < 15 ? withoutMerge(steps()) : steps();
        check("postgresql", steps, settings().flag(Keys.WAREHOUSE, server.url(server.createDatabase())));
    }

    /** A server on DuckDB stands in the cluster's place. */
    @Test
    void givesTheSameOnRedshift() throws Exception {
        Files.createDirectories(folder.resolve("lake/staging"));
        Files.createDirectories(folder.resolve("cluster"));
        SettingsBuilder cluster =
                settings().flag(Keys.DATA, folder.resolve("cluster").toString());
        try (Server server = Server.start(cluster.build())) {
            check(
                    "redshift",
                    steps(),
                    settings()
                            .flag(Keys.WAREHOUSE, "redshift://forebay@127.0.0.1:" + server.sqlPort() + "/dev?ssl=false")
                            .flag(Keys.WAREHOUSE_SCHEMA, "fb_ledger")
                            .flag(Keys.WAREHOUSE_STAGING, "s3://lake/staging/"));
        }
    }

    private static int version(PostgresServer server) throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    /** MERGE is refused there, and what it would do is done in two statements. */
    private static List<Step> withoutMerge(List<Step> steps) {
        List<Step> without = new ArrayList<>();
        for (Step step : steps) {
            if (step.body().startsWith("MERGE INTO emp USING stage s ON emp.id = s.id WHEN MATCHED THEN UPDATE")) {
                without.add(step.recorded(
                        Step.FIRST,
                        "error 42601: syntax error at or near \"MERGE\"\n"
                                + "hint: PostgreSQL has MERGE from version 15 on.\nposition: 1"));
                without.add(Step.of(
                        "UPDATE emp SET name = s.name, salary = s.salary FROM stage s WHERE emp.id = s.id",
                        "1 changed",
                        Map.of()));
                without.add(Step.of(
                        "INSERT INTO emp (id, name, salary) SELECT id, name, salary FROM stage s"
                                + " WHERE s.id NOT IN (SELECT id FROM emp)",
                        "1 changed",
                        Map.of()));
            } else {
                without.add(step);
            }
        }
        return without;
    }

    @Test
    void givesTheSameOnAServerThatRuns() throws Exception {
        String url = System.getProperty("forebay.portability.url", "");
        Assumptions.assumeFalse(url.isEmpty(), "no server is named");
        String warehouse = System.getProperty("forebay.portability.warehouse", Step.FIRST);
        List<Step> steps = on(warehouse, steps());
        try (Connection connection = DriverManager.getConnection(url)) {
            Lake lake = new Lake(Path.of(System.getProperty("forebay.portability.folder")));
            String source = System.getProperty("forebay.portability.source", "s3://lake/");
            assertSame(warehouse, steps, new Script(connection, lake, source).run(steps));
        }
    }

    private void check(String warehouse, List<Step> all, SettingsBuilder settings) throws IOException, SQLException {
        List<Step> steps = on(warehouse, all);
        List<String> answers = onServer(settings.build(), steps);
        if (warehouse.equals(System.getenv("GOLDEN_WRITE"))) {
            Files.writeString(SCRIPT, Step.write(recorded(warehouse, all, answers)));
        } else {
            assertSame(warehouse, steps, answers);
        }
    }

    private static List<Step> on(String warehouse, List<Step> steps) {
        return steps.stream().filter(step -> !step.absent().equals(warehouse)).toList();
    }

    private static List<Step> recorded(String warehouse, List<Step> all, List<String> answers) {
        Iterator<String> answer = answers.iterator();
        return all.stream()
                .map(step -> step.absent().equals(warehouse) ? step : step.recorded(warehouse, answer.next()))
                .toList();
    }

    private static List<Step> steps() throws IOException {
        return Step.read(Files.readString(SCRIPT).strip());
    }

    /** Shows the steps that give something else, not the whole script. */
    private static void assertSame(String warehouse, List<Step> steps, List<String> answers) {
        StringJoiner expected = new StringJoiner("\n");
        StringJoiner found = new StringJoiner("\n");
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String answer = answers.get(i);
            if (!step.takes(warehouse, answer)) {
                expected.add(step.text()).add(step.expectedOn(warehouse));
                found.add(step.text()).add(answer);
            }
        }
        assertThat(found.toString()).isEqualTo(expected.toString());
    }

    private SettingsBuilder settings() {
        return Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.BUCKETS, "lake=lake")
                .flag(Keys.POLL_INTERVAL, "100ms");
    }

    private List<String> onServer(Settings settings, List<Step> steps) throws IOException, SQLException {
        Files.createDirectories(folder.resolve("lake"));
        Files.createDirectories(settings.data());
        try (Server server = Server.start(settings);
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay&sslmode=disable")) {
            return new Script(connection, new Lake(folder.resolve("lake")), "s3://lake/").run(steps);
        }
    }
}
