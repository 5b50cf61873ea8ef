package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.TestWarehouse;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse whose ledger an older Forebay made. */
class LedgerMigrationTest {
    private static final String ROLE = "IAM_ROLE ''arn:aws:iam::123456789012:role/r''";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** What format 1 held of a job that is on, one that is off and one that was dropped. */
    private void makeFormat1() {
        LedgerFile old = new LedgerFile(folder, Map.of());
        old.make(1);
        old.connected(connection -> {
            connection.execute("CREATE TABLE public.t (a INTEGER, b VARCHAR)");
            connection.execute("INSERT INTO public.t VALUES (1, 'a')");
            job(connection, 100001, "j", "in", true, false);
            job(connection, 100010, "off", "off", false, false);
            job(connection, 100020, "gone", "gone", true, true);
            file(connection, 100001, "in/0", "B", 0);
            file(connection, 100001, "in/1", "I", 100003);
            file(connection, 100001, "in/2", "E", 100005);
            connection.execute("INSERT INTO forebay.load VALUES (100003, 100001, 100004, 0, 100, 'dev', 7, 't',"
                    + " 'completed', 's3://lake/in', 'TXT', TIMESTAMP '2026-01-01 00:00:01',"
                    + " TIMESTAMP '2026-01-01 00:00:02', 1, 1, 4, 0)");
            connection.execute("INSERT INTO forebay.load_file VALUES (100003, 100001, 'lake', 'in/1', 4, 'e1',"
                    + " TIMESTAMP '2026-01-01', 1, 1, 0, TIMESTAMP '2026-01-01', TIMESTAMP '2026-01-01')");
            connection.execute("INSERT INTO forebay.load_error VALUES (100005, 100001, 100006, 0, 100, 'dev', 7,"
                    + " TIMESTAMP '2026-01-01', 's3://lake/in/2', 1, 0, 'a', 'int4', '', 0, 'x|b', 'x', 1207, 'bad')");
            connection.execute("INSERT INTO forebay.job_message VALUES (100001, TIMESTAMP '2026-01-01', 'away')");
        });
    }

    private static void job(
            WarehouseConnection connection, long id, String name, String prefix, boolean auto, boolean dropped) {
        connection.execute("INSERT INTO forebay.job VALUES (" + id + ", '" + name + "', 'dev', 100,"
                + " 'arn:aws:iam::123456789012:role/r', 'public', 't', 's3://lake/" + prefix + "',"
                + " 'COPY t FROM ''s3://lake/" + prefix + "'' " + ROLE + "', TIMESTAMP '2026-01-01')");
        connection.execute("INSERT INTO forebay.job_state VALUES (" + id + ", " + (id + 1) + ", true, false,"
                + " TIMESTAMP '2026-01-01')");
        connection.execute("INSERT INTO forebay.job_state VALUES (" + id + ", " + (id + 2) + ", " + auto + ", "
                + dropped + ", TIMESTAMP '2026-01-02')");
    }

    private static void file(WarehouseConnection connection, long job, String key, String state, long query) {
        KeyHasher hash = new KeyHasher("lake");
        hash.take(key.getBytes(StandardCharsets.UTF_8));
        connection.execute("INSERT INTO forebay.job_file VALUES (" + job + ", " + hash.high() + ", " + hash.low()
                + ", 'lake', '" + key + "', 4, 'e1', TIMESTAMP '2026-01-01', '" + state + "', " + query
                + ", TIMESTAMP '2026-01-01')");
    }

    private static void putOld(EngineFixture engine) {
        engine.store.put("s3://lake/in/0", "100|old\n");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "x|b\n");
    }

    @Test
    void goesOnWithTheJobsOfFormat1() {
        makeFormat1();
        try (EngineFixture engine = new EngineFixture(folder)) {
            putOld(engine);
            assertThat(engine.run("SELECT job_name, is_auto, job_text FROM sys_copy_job ORDER BY job_name"))
                    .isEqualTo("j|1|COPY t FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r'"
                            + " JOB CREATE j AUTO ON\n"
                            + "off|0|COPY t FROM 's3://lake/off' IAM_ROLE 'arn:aws:iam::123456789012:role/r'"
                            + " JOB CREATE off AUTO OFF");
            engine.store.put("s3://lake/in/3", "3|c\n");
            engine.await("SELECT count(*), sum(a) FROM t", "2|4");
            engine.run("COPY JOB RUN j");
            assertThat(engine.run("SELECT count(*), sum(a) FROM t")).isEqualTo("2|4");
            assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                    .isEqualTo("in/1|I\nin/2|E\nin/3|I");
            assertThat(engine.run("SELECT query, filename FROM stl_load_errors"))
                    .isEqualTo("100005|s3://lake/in/2");
            assertThat(engine.run("SELECT message FROM sys_copy_job_info")).isEqualTo("away");
            assertThat(engine.run("SELECT min(query_id), count(*) FROM sys_load_history"))
                    .isEqualTo("100003|2");
            assertThat(engine.run("SELECT count(DISTINCT query_id) FROM sys_load_history"))
                    .isEqualTo("2");
        }
    }

    @Test
    void takesNumbersThatFormat1HasNotGiven() {
        makeFormat1();
        try (EngineFixture engine = new EngineFixture(folder)) {
            engine.run("COPY t FROM 's3://lake/new' IAM_ROLE 'arn:aws:iam::123456789012:role/r' JOB CREATE fresh");
            assertThat(engine.run("SELECT job_id > 100022 FROM sys_copy_job WHERE job_name = 'fresh'"))
                    .isEqualTo("true");
        }
    }

    @Test
    void changesNothingAtTheNextStart() {
        makeFormat1();
        new EngineFixture(folder).close();
        String[] tables = {
            "format",
            "job",
            "job_definition",
            "job_state",
            "job_file",
            "load",
            "load_file",
            "load_error",
            "job_message",
            "job_action",
            "job_content"
        };
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        try (EngineFixture engine = new EngineFixture(folder)) {
            for (String table : tables) {
                before.append(table).append(engine.run("SELECT * FROM forebay." + table + " ORDER BY ALL"));
            }
            engine.restart();
            for (String table : tables) {
                after.append(table).append(engine.run("SELECT * FROM forebay." + table + " ORDER BY ALL"));
            }
        }
        assertThat(after).hasToString(before.toString());
        assertThat(before.toString()).contains("job_definition100001|100002|");
    }

    @Test
    void leavesALedgerAloneThatANewerForebayMade() {
        new EngineFixture(folder).close();
        new LedgerFile(folder, Map.of()).connected(connection -> {
            connection.execute("INSERT INTO forebay.format VALUES (7, TIMESTAMP '2030-01-01')");
            // What this Forebay would make an index on is not there any more.
            connection.execute("DROP TABLE forebay.server");
            connection.execute("CREATE TABLE forebay.server (name VARCHAR)");
        });
        assertThatThrownBy(() -> new EngineFixture(folder))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.WRONG_STATE))
                        .isTrue())
                .hasMessageContaining("has format 7, this Forebay reads up to 6");
    }

    @Test
    void makesTheViewsAgainWhenOtherScriptsHaveMadeThem() {
        new EngineFixture(folder).close();
        LedgerFile file = new LedgerFile(folder, Map.of());
        file.connected(connection -> connection.execute("DROP VIEW forebay.stv_inflight"));
        try (EngineFixture same = new EngineFixture(folder)) {
            assertThatThrownBy(() -> same.run("SELECT count(*) FROM stv_inflight"))
                    .hasMessageContaining("stv_inflight");
        }
        file.connected(
                connection -> connection.execute("CREATE OR REPLACE VIEW forebay.made_by AS SELECT 'x' AS digest"));
        try (EngineFixture other = new EngineFixture(folder)) {
            assertThat(other.run("SELECT count(*) FROM stv_inflight WHERE text LIKE '%nobody%'"))
                    .isEqualTo("1");
        }
    }

    /** The views are bound to these: with a change, one in a comment of a script of views has them made again. */
    @Test
    void knowsTheColumnsOfTheLiveTables() {
        String columns = TestWarehouse.liveTables().stream()
                .map(table -> table.name()
                        + table.columns().stream()
                                .map(column ->
                                        column.name() + " " + column.type().sqlName())
                                .toList())
                .collect(Collectors.joining("\n"));
        assertThat(columns.hashCode()).as(columns).isEqualTo(686_620_980);
    }
}
