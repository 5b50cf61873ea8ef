package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.session.Session;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs whose loads end with a call. */
class ThenCallTest extends EngineTest {
    private static final String FACTS = "SELECT count(*), sum(a) FROM facts";
    private static final String STATES =
            "SELECT status, count(*) FROM sys_copy_job_detail GROUP BY status ORDER BY status";
    private static final String MOVE = "INSERT INTO facts SELECT a, b FROM t; DELETE FROM t;";
    private static final String JOB = COPY + "JOB CREATE j AUTO OFF THEN CALL ";

    @BeforeEach
    void makeTarget() {
        engine.run("CREATE TABLE facts (a int, b varchar(5))");
    }

    private void procedure(String head, String body) {
        engine.run("CREATE OR REPLACE PROCEDURE " + head + " AS $$\n" + body + "\n$$ LANGUAGE plpgsql");
    }

    private void files(int count) {
        for (int file = 1; file <= count; file++) {
            engine.store.put("s3://lake/in/" + file, file + "|x\n");
        }
    }

    private String errors() {
        return engine.run("SELECT DISTINCT err_reason FROM stl_load_errors");
    }

    @Test
    void countsAFileAsLoadedWhenItsTransformHasSucceeded() {
        procedure("sp_move()", "BEGIN " + MOVE + " END;");
        engine.run(JOB + "sp_move()");
        assertThat(engine.run("SELECT options FROM forebay.current_job")).isEqualTo("THEN CALL public.sp_move()");
        files(3);
        engine.run("COPY JOB RUN j");
        files(4);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("4|10");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
        assertThat(engine.run(STATES)).isEqualTo("I|4");
        engine.restart();
        files(5);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("5|15");
    }

    @Test
    void givesTheProcedureItsArgumentsAndTheLoad() {
        engine.run("CREATE TABLE seen (what varchar(20), load bigint, copied bigint, files bigint)");
        procedure(
                "sp_note(what varchar(20), n int)",
                "BEGIN INSERT INTO seen SELECT what || n, pg_last_copy_id(), pg_last_copy_count(),"
                        + " count(*) FROM stl_load_commits WHERE query = pg_last_copy_id(); END;");
        engine.run(JOB + "public.sp_note('it''s', 2 + 1) BACKFILL");
        files(3);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT what, copied, files, load = (SELECT max(query_id) FROM sys_load_history)"
                        + " FROM seen"))
                .isEqualTo("it's3|3|3|true");
    }

    @Test
    void failsTheFileWhoseRowsTheProcedureRefuses() {
        procedure(
                "sp_check()",
                "BEGIN\nIF (SELECT count(*) FROM t WHERE a = 3) > 0 THEN\nRAISE EXCEPTION 'no % here', 3;\nEND IF; "
                        + MOVE + "\nEND;");
        engine.run(JOB + "sp_check()");
        files(8);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("E|1\nI|7");
        assertThat(engine.run(FACTS)).isEqualTo("7|33");
        assertThat(engine.run("SELECT filename, raw_line FROM stl_load_errors"))
                .isEqualTo("s3://lake/in/3|sp_check line 3: no 3 here (THEN CALL public.sp_check();"
                        + " PL/pgSQL function \"sp_check\" line 3 at raise)");
        assertThat(errors()).startsWith("sp_check line 3: no 3 here (THEN CALL");
        assertThat(engine.run("COPY JOB EXPLAIN j FILE 's3://lake/in/3'")).contains("no 3 here");
        procedure("sp_check()", "BEGIN " + MOVE + " END;");
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/3'");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("8|36");
    }

    @Test
    void failsAllFilesOfATransformThatAlwaysRaisesUntilTheyAreRetried() {
        procedure("sp_never()", "DECLARE n int; BEGIN n := 1 / (SELECT 0); END;");
        engine.run(JOB + "sp_never()");
        files(3);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("E|3");
        assertThat(errors()).startsWith("sp_never line 1: ").contains("THEN CALL public.sp_never()");
        procedure("sp_never()", "BEGIN " + MOVE + " END;");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("0|null");
        engine.run("COPY JOB RETRY j FAILED");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("3|6");
    }

    @Test
    void failsNoFileForADefectOfTheProcedure() {
        procedure("sp_wrong()", "BEGIN INSERT INTO nowhere SELECT a FROM t; END;");
        files(20);
        engine.run(COPY + "JOB CREATE j AUTO ON BACKFILL THEN CALL sp_wrong()");
        engine.await(
                "SELECT count(*) > 0 FROM sys_copy_job_info WHERE message LIKE 'sp_wrong line 1: %nowhere%sp_wrong()%'",
                "true");
        assertThat(engine.run(STATES)).isEqualTo("P|20");
        procedure("sp_wrong()", "BEGIN " + MOVE + " END;");
        engine.await(FACTS, "20|210");
        assertThat(engine.run(STATES)).isEqualTo("I|20");
    }

    @Test
    void failsAFileThatMeetsTheDefectWhenOthersDoNot() {
        procedure(
                "sp_wrong()",
                "BEGIN IF (SELECT count(*) FROM t WHERE a = 5) > 0 THEN DELETE FROM nowhere; END IF; " + MOVE
                        + " END;");
        engine.run(JOB + "sp_wrong()");
        files(6);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("E|1\nI|5");
        assertThat(errors()).contains("nowhere");
    }

    @Test
    void refusesACallThatCannotRun() {
        assertFails(() -> engine.run(JOB + "sp_missing()"), "UNDEFINED_FUNCTION", "sp_missing");
        procedure("sp_one(n int)", "BEGIN NULL; END;");
        assertFails(() -> engine.run(JOB + "sp_one()"), "UNDEFINED_FUNCTION", "sp_one");
        assertFails(() -> engine.run(JOB + "sp_one($1)"), "SYNTAX", "$1");
        assertFails(() -> engine.run(JOB + "sp_one(1) THEN NOTHING"), "SYNTAX", "given twice");
        engine.run("CREATE PROCEDURE sp_steps() NONATOMIC AS $$ BEGIN NULL; END; $$ LANGUAGE plpgsql");
        assertFails(() -> engine.run(JOB + "sp_steps()"), "NOT_SUPPORTED", "NONATOMIC");
        assertFails(() -> engine.run(JOB + "forebay.upsert('t', 'facts')"), "INVALID_PARAMETER", "keys");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job")).isEqualTo("0");
    }

    @Test
    void waitsForAProcedureThatWasDropped() {
        procedure("sp_move()", "BEGIN " + MOVE + " END;");
        engine.run(JOB + "sp_move()");
        engine.run("DROP PROCEDURE sp_move()");
        files(2);
        int loads = engine.commits.loads();
        assertFails(() -> engine.run("COPY JOB RUN j"), "UNDEFINED_FUNCTION", "COPY JOB ALTER name THEN CALL");
        engine.run("CREATE PROCEDURE sp_move() NONATOMIC AS $$ BEGIN NULL; END; $$ LANGUAGE plpgsql");
        assertFails(() -> engine.run("COPY JOB RUN j"), "NOT_SUPPORTED", "NONATOMIC");
        assertThat(engine.commits.loads()).isEqualTo(loads);
        assertThat(engine.run(STATES)).isEmpty();
        engine.run("COPY JOB ALTER j THEN NOTHING");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void letsNoProcedureEndTheLoadsTransaction() {
        for (String end : new String[] {"TRUNCATE t", "COMMIT", "IF 1 = 1 THEN ROLLBACK; END IF"}) {
            procedure("sp_end()", "BEGIN\n" + end + "; END;");
            assertFails(() -> engine.run(JOB + "sp_end()"), "TRANSACTION_TERMINATION", "in line 2");
        }
        files(1);
        for (String end : new String[] {"EXECUTE 'TRUNCATE t'", "CALL sp_end()"}) {
            procedure("sp_late()", "BEGIN INSERT INTO facts SELECT a, b FROM t; " + end + "; END;");
            engine.run(JOB + "sp_late() BACKFILL");
            assertFails(() -> engine.run("COPY JOB RUN j"), "TRANSACTION_TERMINATION", "atomic context");
            assertThat(engine.run(FACTS)).as(end).isEqualTo("0|null");
            assertThat(engine.run(TOTALS)).as(end).isEqualTo("0|null");
            engine.run("COPY JOB DROP j");
        }
        procedure("sp_end()", "BEGIN EXECUTE 'COPY JOB RUN j'; END;");
        engine.run(JOB + "sp_end() BACKFILL");
        assertFails(() -> engine.run("COPY JOB RUN j"), "NOT_SUPPORTED", "statements about copy jobs");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
    }

    @Test
    void keepsWhatAHandlerNotesOfALoadThatFails() {
        engine.run("CREATE TABLE failures (why varchar(200), n bigint)");
        procedure(
                "sp_note()",
                "BEGIN " + MOVE + " RAISE EXCEPTION 'never'; EXCEPTION WHEN OTHERS THEN"
                        + " INSERT INTO failures SELECT SQLERRM, count(*) FROM facts; END;");
        engine.run(JOB + "sp_note()");
        files(1);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT * FROM failures")).isEqualTo("never|0");
        assertThat(engine.run(STATES)).isEqualTo("E|1");
        assertThat(engine.run(FACTS)).isEqualTo("0|null");
        assertThat(engine.run("SELECT count(*) FROM sys_load_history WHERE status = 'completed'"))
                .isEqualTo("0");
    }

    @Test
    void loadsByCopyInTheSameTransaction() {
        engine.store.put("s3://lake/dim/1", "9|nine\n");
        procedure(
                "sp_both()",
                "BEGIN " + COPY.replace("t FROM", "facts FROM").replace("lake/in", "lake/dim") + ";\n"
                        + "IF (SELECT count(*) FROM t WHERE a = 2) > 0 THEN RAISE EXCEPTION 'two'; END IF; END;");
        engine.run(JOB + "sp_both()");
        files(1);
        engine.run("COPY JOB RUN j");
        files(2);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("1|9");
        assertThat(engine.run(STATES)).isEqualTo("E|1\nI|1");
    }

    @Test
    void callsOnceForACommitWhoseReplyIsLostAndAgainForOneThatDidNotHappen() {
        procedure("sp_move()", "BEGIN " + MOVE + " END;");
        engine.run(JOB + "sp_move()");
        files(2);
        engine.commits.loseReply();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("2|3");
        files(3);
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        engine.run("COPY JOB RUN j");
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run(FACTS)).isEqualTo("3|6");
        assertThat(engine.run(STATES)).isEqualTo("I|3");
    }

    @Test
    void callsAgainFromItsBeginningAfterAConflict() {
        engine.run("CREATE TABLE total (n int)");
        engine.run("INSERT INTO total VALUES (0)");
        procedure("sp_add()", "BEGIN UPDATE total SET n = n + (SELECT sum(a) FROM t); " + MOVE + " END;");
        engine.run(JOB + "sp_add()");
        files(3);
        try (Session other = engine.newSession()) {
            EngineFixture.run(other, "BEGIN; UPDATE total SET n = n + 100");
            CompletableFuture<String> run = CompletableFuture.supplyAsync(() -> engine.run("COPY JOB RUN j"));
            EngineFixture.await(
                    () -> engine.commits.loads() > 1
                            || EngineFixture.run(other, "SELECT count(*) FROM stv_inflight WHERE text LIKE 'CALL %'")
                                    .equals("1"),
                    () -> "no call waits, and none has failed");
            EngineFixture.run(other, "COMMIT");
            assertThat(run.join()).isEqualTo("RUN COPY JOB");
        }
        assertThat(engine.run("SELECT n FROM total")).isEqualTo("106");
        assertThat(engine.run(FACTS)).isEqualTo("3|6");
    }

    @Test
    void endsACallWithTheRunThatItIsPartOf() {
        procedure("sp_spin()", "BEGIN " + MOVE + " LOOP NULL; END LOOP; END;");
        engine.run(JOB + "sp_spin()");
        files(2);
        CompletableFuture<String> run = CompletableFuture.supplyAsync(() -> engine.run("COPY JOB RUN j"));
        try (Session other = engine.newSession()) {
            EngineFixture.await(
                    () -> EngineFixture.run(
                                    other, "SELECT count(*) FROM stv_inflight WHERE text = 'CALL public.sp_spin()'")
                            .equals("1"),
                    () -> "no call was seen");
            assertThat(EngineFixture.run(other, "SELECT status, loaded_rows FROM sys_load_history"))
                    .isEqualTo("running|2");
        }
        engine.session().cancel();
        assertThatThrownBy(run::join)
                .hasCauseInstanceOf(ForebayException.class)
                .hasMessageContaining("canceling statement");
        assertThat(engine.run(FACTS)).isEqualTo("0|null");
        assertThat(engine.run(STATES)).isEmpty();
        assertThat(engine.run("SELECT count(*) FROM stv_inflight WHERE text LIKE 'CALL%'"))
                .isEqualTo("0");
    }

    @Test
    void endsACallWithItsJob() {
        procedure("sp_spin()", "BEGIN LOOP NULL; END LOOP; END;");
        engine.run(COPY + "JOB CREATE j AUTO ON THEN CALL sp_spin()");
        files(1);
        engine.await("SELECT count(*) FROM stv_inflight WHERE text = 'CALL public.sp_spin()'", "1");
        engine.run("COPY JOB DROP j");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
        assertThat(engine.run("SELECT count(*) FROM stv_inflight WHERE text LIKE 'CALL%'"))
                .isEqualTo("0");
    }

    @Test
    void givesAJobAnotherCallOrNone() {
        procedure("sp_move()", "BEGIN " + MOVE + " END;");
        engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT SKIP");
        files(1);
        engine.run("COPY JOB RUN j");
        assertFails(() -> engine.run("COPY JOB ALTER j THEN CALL sp_missing()"), "UNDEFINED_FUNCTION", "sp_missing");
        assertFails(() -> engine.run("BEGIN; COPY JOB ALTER j THEN NOTHING"), "ACTIVE_TRANSACTION", "THEN");
        engine.run("ROLLBACK");
        engine.run("COPY JOB ALTER j THEN CALL sp_move()");
        assertThat(engine.run("SELECT options, is_auto FROM forebay.current_job"))
                .isEqualTo("ON DUPLICATE CONTENT SKIP THEN CALL public.sp_move()|false");
        files(2);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("2|3");
        engine.run("COPY JOB ALTER j AUTO ON THEN NOTHING");
        assertThat(engine.run("SELECT options, is_auto FROM forebay.current_job"))
                .isEqualTo("ON DUPLICATE CONTENT SKIP|true");
        files(3);
        engine.await(TOTALS, "1|3");
        engine.run("COPY JOB ALTER j THEN CALL sp_move()");
        engine.run(COPY + "JOB ALTER j AUTO OFF");
        assertThat(engine.run("SELECT options FROM forebay.current_job")).isEmpty();
    }

    @Test
    void callsAMergeThatIsBuiltIn() {
        engine.run("INSERT INTO facts VALUES (1, 'old'), (7, 'y')");
        engine.run(JOB + "forebay.upsert('t', 'facts', 'a')");
        files(2);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT * FROM facts ORDER BY a")).isEqualTo("1|x\n2|x\n7|y");
    }

    @Test
    void callsForWhatAManifestNamesOnceAndNotForNothing() {
        engine.run("CREATE TABLE calls (n bigint)");
        procedure(
                "sp_count()",
                "BEGIN IF (SELECT count(*) FROM t WHERE a = 7) > 0 THEN RAISE EXCEPTION 'seven'; END IF;"
                        + " INSERT INTO calls SELECT count(*) FROM t; END;");
        engine.run(COPY + "JOB CREATE j AUTO OFF TRIGGER MANIFEST 's3://lake/*.m' THEN CALL sp_count()");
        files(2);
        manifest("1.m", "1", "2");
        engine.run("COPY JOB RUN j");
        manifest("2.m", "1", "2");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT * FROM calls")).isEqualTo("2");
        files(8);
        manifest("3.m", "7", "8");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT * FROM calls")).isEqualTo("2");
        assertThat(engine.run(
                        "SELECT file_name, status FROM sys_copy_job_detail WHERE file_name LIKE '%.m' ORDER BY 1"))
                .isEqualTo("1.m|I\n2.m|I\n3.m|E");
        assertThat(errors()).startsWith("sp_count line 1: seven");
    }

    private void manifest(String name, String... files) {
        StringBuilder entries = new StringBuilder();
        for (String file : files) {
            entries.append(entries.length() == 0 ? "" : ",")
                    .append("{\"url\":\"s3://lake/in/" + file + "\",\"mandatory\":true}");
        }
        engine.store.put("s3://lake/" + name, "{\"entries\":[" + entries + "]}");
    }

    @Test
    void replacesRowsAndTakesObjectsOutWithTheCall() {
        engine.run("ALTER TABLE t ADD COLUMN f varchar(100)");
        procedure("sp_all()", "BEGIN DELETE FROM facts; INSERT INTO facts SELECT a, b FROM t; END;");
        engine.run("COPY t (a, b) FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE f) JOB CREATE j AUTO OFF"
                + " ON CHANGE REPLACE AFTER LOAD DELETE THEN CALL sp_all()");
        files(2);
        engine.run("COPY JOB RUN j");
        engine.store.put("s3://lake/in/2", "20|x\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("2|21");
        assertThat(engine.run("SELECT owed_files FROM job_status")).isEqualTo("0");
    }

    @Test
    void leavesObjectsOfAFailedCallInTheStore() {
        procedure("sp_never()", "BEGIN RAISE EXCEPTION 'never'; END;");
        engine.run(COPY + "JOB CREATE j AUTO OFF AFTER LOAD DELETE THEN CALL sp_never()");
        files(1);
        engine.run("COPY JOB RUN j");
        engine.run("COPY JOB ALTER j THEN NOTHING");
        engine.run("COPY JOB RETRY j FAILED");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void callsForRowsThatAreReplayed() {
        procedure("sp_move()", "BEGIN " + MOVE + " END;");
        engine.run(COPY + "REJECTS INTO bad JOB CREATE j AUTO OFF THEN CALL sp_move()");
        engine.store.put("s3://lake/in/1", "1|x\nq|y\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(FACTS)).isEqualTo("1|1");
        engine.run("UPDATE bad SET raw_record = replace(raw_record, 'q', '41')");
        engine.run("COPY JOB REPLAY j");
        assertThat(engine.run(FACTS)).isEqualTo("2|42");
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
    }
}
