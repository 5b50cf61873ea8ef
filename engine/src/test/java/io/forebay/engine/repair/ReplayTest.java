package io.forebay.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreStall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.session.Session;
import io.forebay.spi.CommonError;
import io.forebay.spi.store.ObjectUri;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** COPY JOB REPLAY: rejected rows that were mended are loaded, once. */
@Timeout(60)
class ReplayTest extends EngineTest {
    private static final String KEPT = "SELECT line_number, error_code, raw_record FROM bad ORDER BY line_number";
    private static final String REPLAY = "COPY JOB REPLAY j";

    private void load(String options, String text) {
        engine.run(COPY + options + " REJECTS INTO bad JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", text);
        engine.run("COPY JOB RUN j");
    }

    private void load(String text) {
        load("", text);
    }

    private String told() {
        return engine.notices.get(engine.notices.size() - 1).message();
    }

    @Test
    void loadsWhatWasMendedAndKeepsTheRest() {
        load("1|a\nx|b\ny|c\n4|much too long\n");
        engine.run("UPDATE bad SET raw_record = '2|b' WHERE line_number = 2");
        engine.run("UPDATE bad SET raw_record = '3|also too long' WHERE line_number = 3");
        assertThat(engine.run(REPLAY)).isEqualTo("REPLAY COPY JOB");
        assertThat(told()).isEqualTo("1 rejected record(s) of copy job 'j' loaded into table 't', 2 stay in 'bad'.");
        assertThat(engine.run("SELECT a, b FROM t ORDER BY a")).isEqualTo("1|a\n2|b");
        assertThat(engine.run(KEPT)).isEqualTo("3|1204|3|also too long\n4|1204|4|much too long");
        assertThat(engine.run("SELECT position, column_name, raw_complete FROM bad WHERE line_number = 3"))
                .isEqualTo("2|b|true");
        engine.run(REPLAY);
        assertThat(told()).isEqualTo("0 rejected record(s) of copy job 'j' loaded into table 't', 2 stay in 'bad'.");
        assertThat(engine.run("SELECT a, b FROM t ORDER BY a")).isEqualTo("1|a\n2|b");
    }

    @Test
    void loadsWhatTheTableTakesNow() {
        load("1|much too long\n");
        engine.run("ALTER TABLE t ALTER COLUMN b TYPE varchar(20)");
        engine.run(REPLAY);
        assertThat(engine.run("SELECT a, b FROM t")).isEqualTo("1|much too long");
        assertThat(engine.run(KEPT)).isEmpty();
    }

    @Test
    void readsByTheOptionsThatTheJobHasNow() {
        load("nothing|a\n2|b\n");
        engine.run(COPY + "NULL AS 'nothing' REJECTS INTO bad JOB ALTER j");
        engine.run(REPLAY);
        assertThat(engine.run("SELECT a, b FROM t ORDER BY b")).isEqualTo("null|a\n2|b");
    }

    @Test
    void isALoadOfTheJobInTheViews() {
        load("x|a\ny|b\n1|c\n");
        engine.run("UPDATE bad SET raw_record = '2|a' WHERE line_number = 1");
        engine.run(REPLAY);
        assertThat(engine.run("SELECT status, loaded_rows, error_count, file_count_scanned FROM sys_load_history"
                        + " ORDER BY query_id"))
                .isEqualTo("completed|1|2|1\ncompleted|1|1|1");
        assertThat(engine.run("SELECT filename, errors, lines_scanned FROM stl_load_commits ORDER BY query"))
                .isEqualTo("s3://lake/in/1|2|3\ns3://lake/in/1|1|2");
        assertThat(engine.run(
                        "SELECT line_number, err_code, raw_line FROM stl_load_errors ORDER BY query, line_number"))
                .isEqualTo("1|1207|x|a\n2|1207|y|b\n2|1207|y|b");
        assertThat(engine.run("SELECT h.query_id FROM sys_load_history h WHERE h.error_count <>"
                        + " (SELECT count(*) FROM sys_load_error_detail e WHERE e.query_id = h.query_id)"))
                .isEmpty();
        assertThat(engine.run("SELECT action, object_key, user_id > 0, detail FROM forebay.job_action"))
                .isEqualTo("REPLAY|in/1|true|1 rejected record(s) loaded, 1 refused again");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail"))
                .isEqualTo("in/1|I");
        assertThat(engine.run("COPY JOB EXPLAIN j FILE 's3://lake/in/1'"))
                .contains("|loaded|", "history: REPLAY by user", "1 rejected record(s) loaded");
    }

    @Test
    void loadsOnceWhateverBecomesOfTheCommit() {
        load("x|a\n");
        engine.run("UPDATE bad SET raw_record = '1|a'");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        engine.commits.loseReply();
        engine.run(REPLAY);
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(KEPT)).isEmpty();
        assertThat(engine.run("SELECT count(*) FROM sys_load_history")).isEqualTo("2");
    }

    @Test
    void loadsOnceWhenAskedTwiceAtOnce() throws Exception {
        load("x|a\n".repeat(3_000));
        engine.run("UPDATE bad SET raw_record = CAST(line_number AS varchar) || '|a'");
        ExecutorService users = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> asked = new ArrayList<>();
            for (int user = 0; user < 4; user++) {
                asked.add(users.submit(() -> {
                    try (Session session = engine.newSession()) {
                        EngineFixture.run(session, REPLAY);
                    }
                }));
            }
            for (Future<?> each : asked) {
                each.get(50, TimeUnit.SECONDS);
            }
        } finally {
            users.shutdownNow();
        }
        assertThat(engine.run("SELECT count(*), count(DISTINCT a), sum(a) FROM t"))
                .isEqualTo("3000|3000|" + 3_000L * 3_001 / 2);
        assertThat(engine.run("SELECT count(*) FROM bad")).isEqualTo("0");
    }

    @Test
    void takesManyRecordsInParts() {
        load("x|a\n".repeat(30_000));
        engine.run("UPDATE bad SET raw_record = CAST(line_number AS varchar) || '|a' WHERE line_number % 3 > 0");
        engine.run(REPLAY);
        assertThat(told()).contains("20000 rejected record(s)", "10000 stay");
        assertThat(engine.run("SELECT count(*), count(DISTINCT a) FROM t")).isEqualTo("20000|20000");
        assertThat(engine.run("SELECT count(*), count(DISTINCT reject_id) FROM bad WHERE line_number % 3 = 0"))
                .isEqualTo("10000|10000");
    }

    @Test
    void keepsWhereTheRowsAreFrom() {
        engine.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024), n bigint, l bigint)");
        engine.run("COPY f (a, b) FROM 's3://lake/in'" + ROLE
                + "LINEAGE (FILE f, LINE n, LOAD_ID l) REJECTS INTO bad JOB CREATE j AUTO OFF ON CHANGE REPLACE");
        engine.store.put("s3://lake/in/1", "1|a\nx|b\n");
        engine.store.put("s3://lake/in/2", "10|a\n");
        engine.run("COPY JOB RUN j");
        engine.run("UPDATE bad SET raw_record = '2|b'");
        engine.run(REPLAY);
        assertThat(engine.run("SELECT a, f, n FROM f ORDER BY a"))
                .isEqualTo("1|s3://lake/in/1|1\n2|s3://lake/in/1|2\n10|s3://lake/in/2|1");
        assertThat(engine.run(
                        "SELECT count(*) FROM f WHERE a = 2 AND l = (SELECT max(query_id) FROM sys_load_history)"))
                .isEqualTo("1");
        engine.store.put("s3://lake/in/1", "4|a\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT a FROM f ORDER BY a")).isEqualTo("4\n10");
    }

    @Test
    void replaysNothingOfAFileThatWasRemoved() {
        engine.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024), l bigint)");
        engine.run("COPY f (a, b) FROM 's3://lake/in'" + ROLE
                + "LINEAGE (FILE f, LOAD_ID l) REJECTS INTO bad JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\nx|b\ny|c\n");
        engine.run("COPY JOB RUN j");
        engine.run("UPDATE bad SET raw_record = '2|b' WHERE line_number = 2");
        engine.run(REPLAY);
        assertThat(engine.run("SELECT sum(a) FROM f")).isEqualTo("3");
        assertThat(engine.run("COPY JOB RECONCILE j")).startsWith("s3://lake/in/1|OK|I|2|2|");
        engine.run("COPY JOB REMOVE j FILE 's3://lake/in/1'");
        assertThat(engine.run("SELECT count(*) FROM f")).isEqualTo("0");
        assertThat(engine.run("SELECT count(*) FROM bad")).isEqualTo("0");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT sum(a) FROM f")).isEqualTo("1");
        assertThat(engine.run("SELECT count(*) FROM bad")).isEqualTo("2");
    }

    @Test
    void leavesRecordsOfAFileThatWasRemovedWhileTheJobKeptNone() {
        engine.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024))");
        String copy = "COPY f (a, b) FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE f) ";
        engine.run(copy + "REJECTS INTO bad JOB CREATE j AUTO OFF ON CHANGE REPLACE");
        engine.store.put("s3://lake/in/1", "1|a\nx|b\n");
        engine.store.put("s3://lake/in/2", "3|a\ny|b\n");
        engine.store.put("s3://lake/in/3", "5|a\nz|b\n");
        engine.run("COPY JOB RUN j");
        engine.run("UPDATE bad SET raw_record = CAST(ascii(raw_record) AS varchar) || '|b'");
        engine.run(copy + "JOB ALTER j ON CHANGE REPLACE");
        engine.run("COPY JOB REMOVE j FILE 's3://lake/in/1'");
        engine.store.put("s3://lake/in/1", "1|a\n120|b\n");
        engine.store.put("s3://lake/in/2", "3|a\n121|b\n");
        engine.run("COPY JOB RUN j");
        engine.run(copy + "REJECTS INTO bad JOB ALTER j ON CHANGE REPLACE");
        engine.run(REPLAY);
        assertThat(told())
                .startsWith("1 rejected record(s) of copy job 'j' loaded into table 'f', 2 stay in 'bad'.")
                .contains("2 of them are of files that were removed or replaced since: DELETE them");
        assertThat(engine.run("SELECT a FROM f ORDER BY a")).isEqualTo("1\n3\n5\n120\n121\n122");
        engine.run("UPDATE bad SET load_id = 0 WHERE file_name LIKE '%1'");
        engine.run(REPLAY);
        assertThat(told()).startsWith("1 rejected").contains("1 stay");
    }

    @Test
    void takesTextsOfMoreThanOneRecordAllOrNotAtAll() {
        load("x|a\ny|b\nz|c\n");
        engine.run("UPDATE bad SET raw_record = '1|a\n2|b' WHERE line_number = 1");
        engine.run("UPDATE bad SET raw_record = '3|a\nx|b' WHERE line_number = 2");
        engine.run("UPDATE bad SET raw_record = '' WHERE line_number = 3");
        engine.run(REPLAY);
        assertThat(told()).startsWith("1 rejected record(s) of copy job 'j' loaded into table 't' as 2 row(s), 2 stay");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        assertThat(engine.run("SELECT line_number, error_code, error_message FROM bad WHERE line_number = 3"))
                .isEqualTo("3|1200|The text holds no record");
    }

    @Test
    void leavesRecordsThatAreNotWholeUntilTheyAreSaidToBe() {
        engine.run(COPY + "REJECTS INTO bad JOB CREATE j AUTO OFF");
        engine.store.put(ObjectUri.parse("s3://lake/in/1"), "1|caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        engine.run("COPY JOB RUN j");
        engine.run(REPLAY);
        assertThat(told())
                .contains("0 rejected record(s)", "1 stay in 'bad'.", "1 of them are not whole there", "raw_complete");
        engine.run("UPDATE bad SET raw_record = '1|caf\u00e9', raw_complete = true");
        engine.run(REPLAY);
        assertThat(engine.run("SELECT a, b FROM t")).isEqualTo("1|caf\u00e9");
    }

    @Test
    void readsTextsWhateverTheFilesWere() {
        engine.run(COPY + "ENCODING UTF16 IGNOREHEADER 1 CSV REJECTS INTO bad JOB CREATE j AUTO OFF");
        engine.store.put(
                ObjectUri.parse("s3://lake/in/1"),
                "\uFEFFa,b\n1,\u00e9\nx,\"\u00e9,\n\"\"\"\n".getBytes(StandardCharsets.UTF_16LE));
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT line_number, raw_record FROM bad")).isEqualTo("3|x,\"\u00e9,\n\"\"\"");
        engine.run("UPDATE bad SET raw_record = replace(raw_record, 'x', '2')");
        engine.run(REPLAY);
        assertThat(engine.run("SELECT b FROM t WHERE a = 2")).isEqualTo("\u00e9,\n\"");
    }

    @Test
    void readsDocumentsOfJsonAndRecordsOfXml() {
        load("FORMAT JSON 'auto'", "{\"a\": \"x\",\n \"b\": \"\u00e9\"}");
        engine.run(
                "COPY t FROM 's3://lake/xml'" + ROLE + "FORMAT XML ROWTAG 'r' REJECTS INTO bad JOB CREATE x AUTO OFF");
        engine.store.put(
                "s3://lake/xml/1",
                "<all xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>"
                        + "<r b='&lt;&#9;\"'><a>x</a><c i:nil='true'/></r></all>");
        engine.run("COPY JOB RUN x");
        engine.run("UPDATE bad SET raw_record = replace(replace(raw_record, '\"x\"', '1'), '>x<', '>2<')");
        engine.run(REPLAY);
        assertThat(engine.run("SELECT a, b FROM t")).isEqualTo("1|\u00e9");
        engine.run("COPY JOB REPLAY x");
        assertThat(engine.run("SELECT b FROM t WHERE a = 2")).isEqualTo("<\t\"");
        assertThat(engine.run("SELECT count(*) FROM bad")).isEqualTo("0");
    }

    @Test
    void readsEscapedRecordsAndThoseOfFixedWidth() {
        load("ESCAPE", "x|a\\\nb\n");
        assertThat(engine.run("SELECT raw_record FROM bad")).isEqualTo("x|a\\\nb");
        engine.run(
                "COPY t FROM 's3://lake/fixed'" + ROLE + "FIXEDWIDTH 'a:2,b:3' REJECTS INTO bad JOB CREATE f AUTO OFF");
        engine.store.put("s3://lake/fixed/1", "y abc\n");
        engine.run("COPY JOB RUN f");
        engine.run("UPDATE bad SET raw_record = replace(replace(raw_record, 'x', '1'), 'y', '2')");
        engine.run(REPLAY);
        engine.run("COPY JOB REPLAY f");
        assertThat(engine.run("SELECT b FROM t ORDER BY a")).isEqualTo("a\nb\nabc");
    }

    @Test
    void readsMarksAndEndsOfLinesInsideRecordsAsText() {
        engine.run("CREATE TABLE w (b varchar(9), a int, line bigint)");
        engine.run("COPY w FROM 's3://lake/in'" + ROLE + "LINEAGE (LINE line) REJECTS INTO bad JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "\uFEFF\uFEFF|\uFEFFx\r\n\uFEFFy|z\r\r\n|\r!\r\r");
        engine.run("COPY JOB RUN j");
        engine.run("ALTER TABLE w ALTER COLUMN a TYPE varchar(9)");
        engine.run("COPY JOB REPLAY j");
        assertThat(engine.run("SELECT b, a FROM w ORDER BY line")).isEqualTo("\uFEFF|\uFEFFx\n\uFEFFy|z\r\n|\r!\r");
        assertThat(engine.run("SELECT count(*) FROM bad")).isEqualTo("0");
    }

    @Test
    void addsColumnsThatTheRecordsHave() {
        load("FORMAT JSON 'auto' ON NEW COLUMN ADD", "{\"a\": \"x\", \"c\": 7}");
        engine.run("UPDATE bad SET raw_record = '{\"a\": 1, \"c\": 7}'");
        engine.run(REPLAY);
        assertThat(engine.run("SELECT a, b, c FROM t")).isEqualTo("1|null|7");
        assertThat(engine.run("SELECT count(*) FROM bad")).isEqualTo("0");
    }

    @Test
    void losesNoUpdateThatIsNotCommitted() throws Exception {
        load("x|a\n");
        engine.run("UPDATE bad SET raw_record = '1|a'");
        try (Session other = engine.newSession()) {
            EngineFixture.run(other, "BEGIN");
            EngineFixture.run(other, "UPDATE bad SET raw_record = '2|b'");
            if (TestWarehouse.waits()) {
                CompletableFuture<Void> replay = CompletableFuture.runAsync(() -> engine.run(REPLAY));
                TestWarehouse.awaitWaiting(folder);
                EngineFixture.run(other, "COMMIT");
                replay.get(20, TimeUnit.SECONDS);
            } else {
                assertFails(() -> engine.run(REPLAY), "CONFLICT", "");
                EngineFixture.run(other, "COMMIT");
            }
        }
        engine.run(REPLAY);
        assertThat(engine.run("SELECT a, b FROM t")).isEqualTo("2|b");
        assertThat(engine.run("SELECT count(*) FROM bad")).isEqualTo("0");
    }

    @Test
    void losesNoUpdateThatBeganBefore() {
        load("x|a\n");
        engine.run("UPDATE bad SET raw_record = '1|a'");
        try (Session other = engine.newSession()) {
            EngineFixture.run(other, "BEGIN");
            assertThat(EngineFixture.run(other, "SELECT count(*) FROM bad")).isEqualTo("1");
            engine.run(REPLAY);
            assertFails(() -> EngineFixture.run(other, "UPDATE bad SET raw_record = '2|b'"), "CONFLICT", "");
            EngineFixture.run(other, "ROLLBACK");
        }
        assertThat(engine.run("SELECT a, b FROM t")).isEqualTo("1|a");
    }

    @Test
    void takesItsTurnAtTheTable() throws Exception {
        load("x|a\n");
        engine.run("UPDATE bad SET raw_record = '1|a'");
        engine.run("COPY t FROM 's3://lake/slow'" + ROLE + "JOB CREATE slow");
        ExecutorService user = Executors.newSingleThreadExecutor();
        Future<String> replay;
        try (Session session = engine.newSession();
                StoreStall stall = engine.store.faults().stallReads("slow/")) {
            engine.store.put("s3://lake/slow/1", "2|b\n");
            stall.awaitReader();
            replay = user.submit(() -> EngineFixture.run(session, REPLAY));
            assertWaits(replay);
            assertThat(engine.run(TOTALS)).isEqualTo("0|null");
            stall.close();
            assertThat(replay.get(20, TimeUnit.SECONDS)).isEqualTo("REPLAY COPY JOB");
        } finally {
            user.shutdownNow();
        }
        engine.await(TOTALS, "2|3");
    }

    private static void assertWaits(Future<String> replay) throws InterruptedException, ExecutionException {
        try {
            replay.get(300, TimeUnit.MILLISECONDS);
            throw new AssertionError("did not wait");
        } catch (TimeoutException e) {
            assertThat(replay).isNotDone();
        }
    }

    @Test
    void replaysOnlyTheRecordsOfItsJob() {
        load("x|a\n");
        engine.run("COPY t FROM 's3://lake/other'" + ROLE + "REJECTS INTO bad JOB CREATE k AUTO OFF");
        engine.store.put("s3://lake/other/1", "y|a\n");
        engine.run("COPY JOB RUN k");
        engine.run("UPDATE bad SET raw_record = '1|' || job_name");
        engine.run("COPY JOB REPLAY k");
        assertThat(engine.run("SELECT b FROM t")).isEqualTo("k");
        assertThat(engine.run("SELECT job_name FROM bad")).isEqualTo("j");
    }

    @Test
    void saysWhyThereIsNothingToReplay() {
        load("x|a\n");
        engine.run("BEGIN");
        assertFails(() -> engine.run(REPLAY), "ACTIVE_TRANSACTION", "COPY JOB REPLAY");
        engine.run("ROLLBACK");
        engine.run("INSERT INTO bad SELECT * FROM bad");
        assertFails(() -> engine.run(REPLAY), "WRONG_STATE", "records in \"bad\" have no reject_id, the same one");
        engine.run("DROP TABLE bad");
        engine.run(REPLAY);
        assertThat(told()).startsWith("0 rejected record(s)").contains("0 stay");
        engine.run(COPY + "JOB ALTER j");
        assertFails(() -> engine.run(REPLAY), "WRONG_STATE", "keeps no rejected rows");
        assertFails(() -> engine.run("COPY JOB REPLAY nobody"), "UNDEFINED_OBJECT", "does not exist");
        assertThat(engine.run("SELECT count(*) FROM sys_load_history")).isEqualTo("1");
    }

    @Test
    void losesNothingWhenTheTableIsGone() {
        engine.run("CREATE TABLE must (a int, b varchar(5))");
        engine.run("COPY must FROM 's3://lake/in'" + ROLE + "REJECTS INTO bad JOB CREATE m AUTO OFF");
        engine.store.put("s3://lake/in/1", "x|a\n");
        engine.run("COPY JOB RUN m");
        engine.run("UPDATE bad SET raw_record = '1|a'");
        engine.run("DROP TABLE must");
        assertFails(() -> engine.run("COPY JOB REPLAY m"), "UNDEFINED_TABLE", "must");
        assertThat(engine.run("SELECT raw_record FROM bad")).isEqualTo("1|a");
    }
}
