package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.contract.store.StoreStall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import org.junit.jupiter.api.Test;

class CopyTest extends EngineTest {
    @Test
    void loadsAllFilesUnderAPrefixAndSaysHowMany() {
        engine.store.put("s3://lake/in/1", "1|a\n2|b\n");
        engine.store.put("s3://lake/in/2", "3|c\n");
        engine.store.put("s3://lake/in_other", "4|d\n");
        assertThat(engine.run("COPY t FROM 's3://lake/in'" + ROLE)).isEqualTo("COPY");
        assertThat(engine.notices)
                .extracting(Notice::message)
                .containsExactly("Load into table 't' completed, 4 record(s) loaded successfully.");
        assertThat(engine.run("SELECT count(*), sum(a) FROM t")).isEqualTo("4|10");
        assertThat(engine.run("SELECT pg_last_copy_count()")).isEqualTo("4");
        assertThat(engine.run("SELECT count(*) FROM sys_load_history WHERE query_id = pg_last_copy_id()"
                        + " AND status = 'completed' AND loaded_rows = 4 AND source_file_count = 3"))
                .isEqualTo("1");
        assertThat(engine.run("SELECT filename, lines_scanned, copy_job_id FROM stl_load_commits ORDER BY filename"))
                .isEqualTo("s3://lake/in/1|2|0\ns3://lake/in/2|1|0\ns3://lake/in_other|1|0");
    }

    @Test
    void loadsTheSameFilesAgainWhenAskedAgain() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY t FROM 's3://lake/in'" + ROLE);
        engine.run("COPY t FROM 's3://lake/in'" + ROLE);
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("2");
    }

    @Test
    void loadsNothingWhenOneRowIsBadAndTellsWhich() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|b\nx|c\n");
        assertFails(
                () -> engine.run("COPY t FROM 's3://lake/in'" + ROLE),
                "LOAD_FAILED",
                "Load into table 't' failed.  Check 'stl_load_errors' system table for details.");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
        assertThat(engine.run("SELECT filename, line_number, colname, type, err_code, raw_line, raw_field_value"
                        + " FROM stl_load_errors"))
                .isEqualTo("s3://lake/in/2|2|a|int4|1207|x|c|x");
        assertThat(engine.run("SELECT status, error_count FROM sys_load_history"))
                .isEqualTo("aborted|1");
        assertThat(engine.run("SELECT count(*) FROM stl_load_commits")).isEqualTo("0");
    }

    @Test
    void skipsBadRowsBelowMaxError() {
        engine.store.put("s3://lake/in/1", "1|a\nx|b\n2|c\n");
        engine.run("COPY t FROM 's3://lake/in'" + ROLE + "MAXERROR 2");
        assertThat(engine.run("SELECT sum(a) FROM t")).isEqualTo("3");
        assertThat(engine.notices)
                .extracting(Notice::message)
                .containsExactly(
                        "Load into table 't' completed, 2 record(s) loaded successfully.",
                        "Load into table 't' completed, 1 record(s) could not be loaded.  Check 'stl_load_errors'"
                                + " system table for details.");
    }

    @Test
    void skipsARecordOfMoreThan4MegabytesAndTellsItsLine() {
        engine.store.put("s3://lake/in/1", "1|a\n7|" + "b".repeat(4 << 20) + "\n2|c\n");
        engine.run("COPY t FROM 's3://lake/in'" + ROLE + "MAXERROR 2");
        assertThat(engine.run("SELECT sum(a) FROM t")).isEqualTo("3");
        assertThat(engine.run("SELECT line_number, err_code, len(raw_line), left(raw_line, 3) FROM stl_load_errors"))
                .isEqualTo("2|1216|1024|7|b");
    }

    @Test
    void failsAtAsManyErrorsAsMaxErrorSays() {
        engine.store.put("s3://lake/in/1", "1|a\nx|b\ny|c\n");
        assertFails(() -> engine.run("COPY t FROM 's3://lake/in'" + ROLE + "MAXERROR 2"), "LOAD_FAILED", "failed");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void keepsEveryErrorOfManyWithIgnoreAllErrors() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 20_000; row++) {
            text.append(row % 2 == 0 ? row + "|a\n" : "x|b\n");
        }
        engine.store.put("s3://lake/in/1", text.toString());
        engine.run("COPY t FROM 's3://lake/in'" + ROLE + "IGNOREALLERRORS");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("10000");
        assertThat(engine.run("SELECT count(*), count(DISTINCT line_number) FROM stl_load_errors"))
                .isEqualTo("10000|10000");
    }

    @Test
    void checksWithoutLoadingUnderNoload() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY t FROM 's3://lake/in'" + ROLE + "NOLOAD");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
        assertThat(engine.notices)
                .extracting(Notice::message)
                .singleElement()
                .asString()
                .contains("1 record(s)");
    }

    @Test
    void belongsToTheUsersTransaction() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("BEGIN");
        engine.run("COPY t FROM 's3://lake/in'" + ROLE);
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
        engine.run("ROLLBACK");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
        assertThat(engine.run("SELECT count(*) FROM stl_load_commits")).isEqualTo("0");
        engine.run("BEGIN");
        engine.run("COPY t FROM 's3://lake/in'" + ROLE);
        engine.run("COMMIT");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
        assertThat(engine.run("SELECT count(*) FROM stl_load_commits")).isEqualTo("1");
    }

    @Test
    void failsTheUsersTransactionAndKeepsTheErrors() {
        engine.store.put("s3://lake/in/1", "x|a\n");
        engine.run("BEGIN");
        engine.run("INSERT INTO t VALUES (7, 'x')");
        assertFails(() -> engine.run("COPY t FROM 's3://lake/in'" + ROLE), "LOAD_FAILED", "failed");
        assertFails(() -> engine.run("SELECT 1"), "FAILED_TRANSACTION", "current transaction is aborted");
        assertThat(engine.run("COMMIT")).isEqualTo("ROLLBACK");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("1");
    }

    @Test
    void readsTheFilesOfAManifest() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://other/2", "2|b\n");
        engine.store.put(
                "s3://lake/m.json",
                "{\"entries\":[{\"url\":\"s3://lake/in/1\",\"mandatory\":true},{\"url\":\"s3://other/2\"},"
                        + "{\"url\":\"s3://lake/in/none\"},{\"url\":\"s3://lake/in/1\"}]}");
        engine.run("COPY t FROM 's3://lake/m.json'" + ROLE + "MANIFEST");
        assertThat(engine.run("SELECT count(*), sum(a) FROM t")).isEqualTo("3|4");
    }

    @Test
    void namesAnUnknownTableBeforeItLooksForFiles() {
        assertFails(() -> engine.run("COPY nowhere FROM 's3://lake/none'" + ROLE), "UNDEFINED_TABLE", "nowhere");
    }

    @Test
    void refusesManifestsThatAreWrong() {
        assertFails(() -> manifest("{\"entries\":["), "INVALID_PARAMETER", "(start marker at [line: 1, column: 12])");
        assertFails(() -> manifest("{\"entry\":[]}"), "INVALID_PARAMETER", "entries");
        assertFails(
                () -> manifest("{\"entries\":[{\"url\":\"s3://lake/none\",\"mandatory\":true}]}"),
                "OBJECT_NOT_FOUND",
                "s3://lake/none");
        assertFails(
                () -> manifest("{\"entries\":[{\"url\":\"s3://lake/none\"}]}"),
                "OBJECT_NOT_FOUND",
                "none of the files");
        assertFails(
                () -> engine.run("COPY t FROM 's3://lake/no'" + ROLE + "MANIFEST"), "OBJECT_NOT_FOUND", "full path");
    }

    private void manifest(String text) {
        engine.store.put("s3://lake/m.json", text);
        engine.run("COPY t FROM 's3://lake/m.json'" + ROLE + "MANIFEST");
    }

    @Test
    void saysWhatIsMissing() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        assertFails(
                () -> engine.run("COPY nowhere FROM 's3://lake/in'" + ROLE),
                "UNDEFINED_TABLE",
                "relation \"nowhere\" does not exist");
        assertFails(
                () -> engine.run("COPY t FROM 's3://lake/none'" + ROLE),
                "OBJECT_NOT_FOUND",
                "The specified S3 prefix 'none' does not exist");
        assertFails(() -> engine.run("COPY t FROM 's3://nobucket/in'" + ROLE), "BUCKET_NOT_FOUND", "nobucket");
        assertFails(
                () -> engine.run("COPY t (a, zzz) FROM 's3://lake/in'" + ROLE),
                "UNDEFINED_COLUMN",
                "column \"zzz\" of relation \"t\" does not exist");
    }

    @Test
    void dropsAllTablesOfAListOrNone() {
        engine.run("CREATE TABLE u (a int)");
        assertFails(() -> engine.run("DROP TABLE t, nowhere"), "UNDEFINED_TABLE", "nowhere");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
        assertThat(engine.run("DROP TABLE t, u")).isEqualTo("DROP TABLE");
        assertFails(() -> engine.run("SELECT count(*) FROM u"), "UNDEFINED_TABLE", "u");
    }

    @Test
    void fillsOmittedColumnsWithDefaultsAndIdentities() {
        engine.run("CREATE TABLE d (id bigint identity(5,2), a int, b varchar(9) default 'none', c int not null default"
                + " 3)");
        engine.store.put("s3://lake/in/1", "1\n2\n");
        engine.run("COPY d (a) FROM 's3://lake/in'" + ROLE);
        assertThat(engine.run("SELECT a, b, c FROM d ORDER BY a")).isEqualTo("1|none|3\n2|none|3");
        assertThat(engine.run("SELECT count(DISTINCT id), min(id) FROM d")).isEqualTo("2|5");
        assertFails(() -> engine.run("COPY d (id, a) FROM 's3://lake/in'" + ROLE), "SYNTAX", "IDENTITY");
        engine.store.put("s3://lake/ids", "90|8\n");
        engine.run("COPY d (id, a) FROM 's3://lake/ids'" + ROLE + "EXPLICIT_IDS");
        assertThat(engine.run("SELECT id FROM d WHERE a = 8")).isEqualTo("90");
    }

    @Test
    void readsAFileAgainThatChangedBetweenListingAndReading() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store
                .faults()
                .before(
                        StoreCall.OPEN,
                        1,
                        uri -> engine.store.put(uri, "2|b\n3|c\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        engine.run("COPY t FROM 's3://lake/in'" + ROLE);
        assertThat(engine.run("SELECT count(*), sum(a) FROM t")).isEqualTo("2|5");
    }

    @Test
    void loadsIntoATableThatWasMadeAnewWhileItRan() {
        TestWarehouse.assumeDuckDb("PostgreSQL lets nobody drop a table into which a load is running");
        engine.store.put("s3://lake/in/1", "1|a\n");
        try (Session other = engine.newSession()) {
            engine.store.faults().before(StoreCall.OPEN, 1, uri -> {
                EngineFixture.run(other, "DROP TABLE t");
                EngineFixture.run(other, "CREATE TABLE t (a int, b varchar(5))");
            });
            engine.run("COPY t FROM 's3://lake/in'" + ROLE);
        }
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
        assertThat(engine.run("SELECT count(*) FROM stl_load_commits")).isEqualTo("1");
    }

    @Test
    void triesAgainWhenTheStoreIsAwayForAMoment() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.faults().fail(StoreCall.OPEN, 1, StoreError.STORE_AWAY);
        engine.run("COPY t FROM 's3://lake/in'" + ROLE);
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void tellsEachErrorOnceWhenTheLoadIsTriedAgain() {
        engine.store.put("s3://lake/in/1", "x|a\n".repeat(60_000));
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.store.faults().fail(StoreCall.OPEN, 2, () -> new ForebayException(StoreError.STORE_AWAY, "no answer"));
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        engine.run("COPY t FROM 's3://lake/in'" + ROLE + " IGNOREALLERRORS");
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
        assertThat(engine.run("SELECT count(*), count(DISTINCT line_number) FROM stl_load_errors"))
                .isEqualTo("60000|60000");
    }

    @Test
    void tellsNoErrorsOfALoadThatIsRolledBackByItsUser() {
        engine.store.put("s3://lake/in/1", "x|a\n".repeat(6_000));
        engine.run("BEGIN");
        engine.run("COPY t FROM 's3://lake/in'" + ROLE + " IGNOREALLERRORS");
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("6000");
        engine.run("ROLLBACK");
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("0");
    }

    @Test
    void recordsALoadThatFailedAtItsLastAttempt() {
        engine.run("CREATE TABLE away (a int)");
        engine.store.put("s3://lake/away/1", "1\n");
        engine.store.faults().failAlways(StoreCall.OPEN, StoreError.STORE_AWAY);
        assertFails(
                () -> engine.run("COPY away FROM 's3://lake/away' IAM_ROLE 'arn:aws:iam::123456789012:role/r'"),
                "STORE_AWAY",
                "OPEN");
        assertThat(engine.run("SELECT table_name, status FROM sys_load_history"))
                .isEqualTo("away|aborted");
    }

    @Test
    void endsWhenCancelledWhileTheStoreStalls() throws InterruptedException {
        engine.store.put("s3://lake/in/1", "1|a\n2|b\n");
        try (StoreStall stall = engine.store.faults().stallReads("in/")) {
            Throwable[] seen = new Throwable[1];
            Thread copying = new Thread(() -> {
                try {
                    engine.run("COPY t FROM 's3://lake/in'" + ROLE);
                } catch (RuntimeException e) {
                    seen[0] = e;
                }
            });
            copying.start();
            stall.awaitReader();
            engine.session().cancel();
            copying.join(10_000);
            assertThat(copying.isAlive()).isFalse();
            assertThat(seen[0])
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CANCELLED))
                            .isTrue());
        }
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void recordsAFileThatTheStoreRefuses() {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.faults().failAlways(StoreCall.OPEN, StoreError.ACCESS_DENIED);
        assertFails(() -> engine.run("COPY t FROM 's3://lake/in'" + ROLE), "ACCESS_DENIED", "OPEN");
        assertThat(engine.run("SELECT filename, line_number, err_code FROM stl_load_errors"))
                .isEqualTo("s3://lake/in/1|0|8001");
    }
}
