package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every SQL text that is sent to Redshift, pinned: {@code -Dforebay.regenerate=true} writes the golden files anew. */
class RedshiftPlanTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final Path GOLDEN = Path.of("src/test/resources/io/forebay/server");

    private static final String STATEMENTS =
            """
                CREATE TABLE event (id INTEGER, name VARCHAR(20)) DISTSTYLE EVEN;
                COPY event (id, name) FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/load'
                  FORMAT AS CSV IGNOREHEADER 1 -- a remark
                  TIMEFORMAT 'auto' JOB CREATE events;
                COPY stage.doc FROM 's3://lake/none/' IAM_ROLE 'arn:aws:iam::123456789012:role/load' FORMAT PARQUET
                  JOB CREATE docs AUTO OFF ON CHANGE RELOAD;
                COPY event FROM 's3://lake/in/' ACCESS_KEY_ID 'AKIASECRET' SECRET_ACCESS_KEY 'hush' CSV;
                SELECT job_name FROM sys_copy_job; SELECT count(*) FROM forebay.stl_load_errors;
                COPY JOB RUN events;
                """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"redshift-plan", "redshift-plan-serverless"})
    void sendsAsRecorded(String name) throws IOException {
        boolean serverless = name.endsWith("serverless");
        lay("in/a.csv", "1,one\n");
        lay("in/b's.csv", "2,two\n3,three\n");
        Settings settings = settings(
                        serverless
                                ? "redshift://etl@wg.123456789012.eu-west-1.redshift-serverless.amazonaws.com:5439/dev"
                                : "redshift://etl@cluster.abc.eu-west-1.redshift.amazonaws.com:5439/dev")
                .flag(Keys.WAREHOUSE_SCHEMA, serverless ? "fb_ledger" : "forebay")
                .build();
        String text = planned(settings, STATEMENTS);
        assertThat(text).doesNotContain("AKIASECRET", "hush");
        Path golden = GOLDEN.resolve(name + ".golden");
        if (Boolean.getBoolean("forebay.regenerate")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    /** A backslash in a string of Redshift keeps the next character from being what it is. */
    @Test
    void showsBackslashesAsRedshiftReadsThem() throws IOException {
        lay("in/a\\'s.csv", "1,one\n");
        Settings settings =
                settings("redshift-data://etl@my-cluster/dev?region=eu-west-1").build();
        assertThat(planned(settings, STATEMENTS)).contains("'in/a\\\\''s.csv'").doesNotContain("'in/a\\''s.csv'");
    }

    @Test
    void sendsTheSameByTheDataApi() throws IOException {
        lay("in/a.csv", "1,one\n");
        lay("in/b's.csv", "2,two\n3,three\n");
        Settings settings =
                settings("redshift-data://etl@my-cluster/dev?region=eu-west-1").build();
        assertThat(planned(settings, STATEMENTS)).isEqualTo(Files.readString(GOLDEN.resolve("redshift-plan.golden")));
    }

    @Test
    void refusesAJobThatRedshiftsOwnCopyCannotDo() {
        Settings settings = settings("redshift://etl@cluster.example:5439/dev").build();
        assertThatThrownBy(() -> planned(
                        settings,
                        "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::1:role/r' CSV MAXERROR 3 JOB CREATE j"))
                .hasMessageContaining("MAXERROR in a job is not supported here");
    }

    @Test
    void plansNothingForAWarehouseThatIsGivenRows() {
        Settings settings = Settings.builder(folder).build();
        assertThatThrownBy(() -> planned(settings, "SELECT 1")).hasMessageContaining("cannot be planned");
    }

    private SettingsBuilder settings(String warehouse) {
        return Settings.builder(folder)
                .flag(Keys.BUCKETS, "lake=lake")
                .flag(Keys.WAREHOUSE, warehouse)
                .flag(Keys.WAREHOUSE_STAGING, "s3://lake/forebay-staging");
    }

    private void lay(String key, String text) throws IOException {
        Path file = folder.resolve("lake").resolve(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(60)));
    }

    /** What differs from run to run is written as {@code <uuid>}, {@code <pid>} and {@code <etag>}. */
    private String planned(Settings settings, String statements) {
        StringBuilder text = new StringBuilder();
        PlannedServer.plan(
                settings,
                statements,
                sent -> text.append(sent).append(";\n"),
                remark -> text.append("-- ").append(remark).append('\n'),
                Clock.fixed(NOW, ZoneOffset.UTC));
        return text.toString()
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "<uuid>")
                .replace(String.valueOf(ProcessHandle.current().pid()), "<pid>")
                .replaceAll("(6, |14, |20, |15, )'[0-9a-f][0-9a-f.-]*'", "$1'<etag>'");
    }
}
