package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.session.Session;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemViewsTest extends EngineTest {
    /** One line a view: its name, then each column with its type. */
    static java.util.List<String> views() throws IOException {
        try (InputStream in = Objects.requireNonNull(SystemViewsTest.class.getResourceAsStream("system-views.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void hasRedshiftsColumnsInRedshiftsOrder(String line) {
        String view = line.substring(0, line.indexOf(':'));
        assertThat(view + ": " + engine.columns("SELECT * FROM " + view)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM forebay.job_file",
                "DELETE FROM job_file",
                "UPDATE \"FOREBAY\".\"load\" SET loaded_rows = 0",
                "INSERT INTO forebay.load_error SELECT * FROM forebay.load_error",
                "WITH x AS (SELECT 1) DELETE FROM forebay.load",
                "DROP TABLE dev.forebay.job",
                "DROP VIEW sys_copy_job",
                "DROP SCHEMA forebay CASCADE",
                "TRUNCATE forebay.load",
                "TRUNCATE job",
                "ALTER TABLE forebay.job RENAME TO gone",
                "CREATE TABLE forebay.mine (a int)",
                "CREATE VIEW public.sys_copy_job AS SELECT 1 AS job_id",
                "CREATE TABLE stl_load_errors (a int)",
                "CREATE OR REPLACE VIEW forebay.sys_copy_job AS SELECT 1",
                "COPY forebay.job FROM 's3://lake/x' IAM_ROLE 'arn:aws:iam::123456789012:role/r'",
                "MERGE INTO forebay.job USING forebay.job j ON true WHEN MATCHED THEN DELETE",
                "SET search_path TO forebay",
                "SELECT 1 INTO forebay.t",
                "EXPLAIN ANALYZE DELETE FROM forebay.job"
            })
    void keepsUsersOutOfTheLedger(String sql) {
        // PostgreSQL tells a name in quotes from one in other letters.
        String nowhere = TestWarehouse.waits() && sql.contains("\"FOREBAY\"") ? "42P01" : "42501";
        engine.store.put("s3://lake/x", "1\n");
        assertThatThrownBy(() -> engine.run(sql))
                .isInstanceOfSatisfying(
                        ForebayException.class,
                        e -> assertThat(e.code().sqlState()).as(e.getMessage()).isIn("42501", "0A000", nowhere));
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW mine AS SELECT 1 AS a",
                "CREATE OR REPLACE VIEW current_job AS SELECT 1 AS a",
                "CREATE TABLE mine AS SELECT 1 AS a",
                "SELECT 1 AS a INTO mine",
                "CREATE TABLE mine (a int)"
            })
    void makesNothingInTheLedgerWhenNoSchemaOfTheSearchPathExists(String sql) {
        String before = engine.run("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'forebay'");
        engine.run("SET search_path TO missing");
        assertThatThrownBy(() -> engine.run(sql))
                .isInstanceOfSatisfying(
                        ForebayException.class,
                        e -> assertThat(e.code().sqlState()).as(e.getMessage()).isEqualTo("3F000"));
        engine.run("CREATE TEMP TABLE own AS SELECT 1 AS a");
        assertThat(engine.run("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'forebay'"))
                .isEqualTo(before);
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job, own")).isEqualTo("0");
        assertThat(engine.run("COPY JOB LIST")).isEmpty();
    }

    @Test
    void tellsOfSettingsOnlyWhatRedshiftHas() {
        TestWarehouse.assumeDuckDb("views of its settings and files");
        assertThat(engine.run("SELECT setting FROM pg_catalog.pg_settings WHERE name = 'server_version'"))
                .isEqualTo("8.0.2");
        assertThat(engine.run("SELECT count(*) FROM pg_settings WHERE name LIKE '%directory%' OR setting LIKE '/%'"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT path FROM duckdb_databases",
                "SELECT path FROM system.main.\"DUCKDB_DATABASES\" AS d",
                "SELECT file FROM main.pragma_database_list",
                "SELECT setting FROM system.pg_catalog.pg_settings",
                "SELECT 1 FROM sys_copy_job, duckdb_logs",
                "CREATE VIEW paths AS SELECT path FROM duckdb_databases",
                "CREATE TABLE paths AS SELECT path FROM duckdb_databases"
            })
    void tellsNothingOfTheServersSettingsAndFiles(String sql) {
        TestWarehouse.assumeDuckDb("views of its settings and files");
        assertThatThrownBy(() -> engine.run(sql))
                .isInstanceOfSatisfying(
                        ForebayException.class,
                        e -> assertThat(e.code().sqlState()).as(e.getMessage()).isEqualTo("42501"));
    }

    @Test
    void joinsWithTheUsersTables() {
        engine.run("CREATE TABLE names (n varchar(20))");
        engine.run("INSERT INTO names VALUES ('x')");
        assertThat(engine.run(
                        "SELECT n, count(j.job_id) FROM names LEFT JOIN sys_copy_job j ON j.job_name = n GROUP BY n"))
                .isEqualTo("x|0");
    }

    @Test
    void showsTheStatementThatRuns() {
        engine.run("SET query_group TO 'nightly'");
        assertThat(engine.run("SELECT label, text FROM stv_inflight"))
                .isEqualTo("nightly|SELECT label, text FROM stv_inflight");
    }

    @Test
    void remembersWhatRanLast() {
        engine.run("SELECT 41 + 1 AS answer");
        assertThat(engine.run("SELECT status, query_type, returned_rows, error_message FROM sys_query_history"
                        + " WHERE query_text = 'SELECT 41 + 1 AS answer'"))
                .isEqualTo("success|SELECT|1|null");
        assertThat(engine.run("SELECT status, pid FROM stv_recents WHERE query = 'SELECT 41 + 1 AS answer'"))
                .isEqualTo("Done|-1");
        assertThat(engine.run("SELECT count(*) FROM svl_qlog l JOIN stl_query q ON q.query = l.query"
                        + " WHERE q.querytxt = 'SELECT 41 + 1 AS answer' AND l.aborted = 0 AND l.elapsed > 0"))
                .isEqualTo("1");
        assertThat(engine.run("SELECT status FROM stv_recents WHERE query LIKE 'SELECT status FROM stv_rec%'"))
                .isEqualTo("Running");
    }

    @Test
    void remembersWhyStatementsFailed() {
        engine.run("CREATE TABLE filled (a integer NOT NULL)");
        assertThatThrownBy(() -> engine.run("INSERT INTO filled VALUES (NULL)")).isInstanceOf(ForebayException.class);
        assertThat(engine.run("SELECT status, query_type FROM sys_query_history"
                        + " WHERE query_text LIKE 'INSERT INTO filled%' AND error_message <> ''"))
                .isEqualTo("failed|INSERT");
    }

    @Test
    void cutsTextsAsRedshiftDoes() {
        String text = "SELECT '" + "x".repeat(450) + "' AS long_text";
        engine.run(text);
        assertThat(engine.run(
                        "SELECT t.sequence, length(t.text) FROM stl_querytext t JOIN stl_query q ON q.query = t.query"
                                + " WHERE q.querytxt LIKE 'SELECT ''xxx%' ORDER BY t.sequence"))
                .isEqualTo("0|200\n1|200\n2|" + (text.length() - 400));
    }

    @Test
    void showsTheOpenSessions() {
        assertThat(engine.run("SELECT count(*) FROM stv_sessions WHERE process = pg_backend_pid()"))
                .isEqualTo("1");
    }

    @Test
    void showsWhatSessionsRun() {
        TestWarehouse.assumeDuckDb("a server without pg_stat_activity");
        engine.newSession().close();
        String sql = "SELECT usename, current_query, query_start IS NULL FROM pg_stat_activity";
        assertThat(engine.run(sql + " WHERE procpid = pg_backend_pid()"))
                .isEqualTo("forebay|" + sql + " WHERE procpid = pg_backend_pid()|false");
        try (Session idle = engine.newSession()) {
            assertThat(engine.run(sql + " WHERE procpid = " + idle.id())).isEqualTo("forebay|<IDLE>|true");
            assertThat(engine.run("SELECT count(*) FROM pg_catalog.pg_stat_activity"))
                    .isEqualTo("2");
        }
    }

    @Test
    void remembersNoSecrets() {
        assertThatThrownBy(() -> engine.run(
                        "COPY nowhere FROM 's3://lake/x' ACCESS_KEY_ID 'AKIATOP'" + " SECRET_ACCESS_KEY 'hidden'"))
                .isInstanceOf(ForebayException.class);
        assertThat(engine.run("SELECT count(*), sum(CASE WHEN query_text LIKE '%hidden%' OR query_text LIKE '%AKIATOP%'"
                        + " THEN 1 ELSE 0 END) FROM sys_query_history WHERE query_text LIKE 'COPY nowhere%'"))
                .isEqualTo("1|0");
    }
}
