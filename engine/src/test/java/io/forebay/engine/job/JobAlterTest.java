package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreStall;
import io.forebay.engine.EngineTest;
import io.forebay.engine.session.Session;
import io.forebay.spi.CommonError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** COPY … JOB ALTER: another definition, the same history. */
@Timeout(60)
class JobAlterTest extends EngineTest {
    private static final String COMMAS = COPY + "DELIMITER ',' ";

    @Test
    void loadsByTheNewTextWhatWasNotLoadedByTheOld() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB RUN j");
        engine.run(COMMAS + "JOB ALTER j");
        engine.store.put("s3://lake/in/2", "2,b\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|I\nin/2|I");
        assertThat(engine.run("SELECT job_text FROM sys_copy_job")).endsWith("DELIMITER ',' JOB CREATE j AUTO OFF");
        assertThat(engine.run("COPY JOB SHOW j")).endsWith("DELIMITER ','");
        assertThat(engine.run("SELECT count(*) FROM forebay.job_definition")).isEqualTo("2");
    }

    @Test
    void goesOnByItselfWithTheNewTextAlsoAfterARestart() {
        engine.run(COPY + "JOB CREATE j");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
        engine.run(COMMAS + "JOB ALTER j");
        engine.store.put("s3://lake/in/2", "2,b\n");
        engine.await(TOTALS, "2|3");
        engine.restart();
        engine.store.put("s3://lake/in/3", "4,c\n");
        engine.await(TOTALS, "3|7");
    }

    @Test
    void leavesAutoAsItIsOrSetsIt() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.run(COMMAS + "JOB ALTER j");
        assertThat(engine.run("SELECT is_auto FROM sys_copy_job")).isEqualTo("0");
        engine.run(COMMAS + "JOB ALTER j AUTO ON");
        assertThat(engine.run("SELECT is_auto FROM sys_copy_job")).isEqualTo("1");
        engine.store.put("s3://lake/in/1", "1,a\n");
        engine.await(TOTALS, "1|1");
        engine.run(COPY + "JOB ALTER j AUTO OFF");
        assertThat(engine.run("SELECT is_auto FROM sys_copy_job")).isEqualTo("0");
    }

    @Test
    void endsALoadThatRunsByTheOldText() throws Exception {
        engine.run(COPY + "JOB CREATE j");
        StoreStall stall = engine.store.faults().stallReads("in/");
        engine.store.put("s3://lake/in/1", "1,a\n");
        stall.awaitReader();
        Session session = engine.newSession();
        CompletableFuture<String> alter = CompletableFuture.supplyAsync(
                () -> io.forebay.engine.EngineFixture.run(session, COMMAS + "JOB ALTER j"));
        assertThat(alter.get(20, TimeUnit.SECONDS)).isEqualTo("ALTER COPY JOB");
        stall.close();
        engine.await(TOTALS, "1|1");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail"))
                .isEqualTo("in/1|I");
        session.close();
    }

    @Test
    void altersOnceWhenTheReplyIsLost() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.commits.loseReply();
        engine.run(COMMAS + "JOB ALTER j");
        engine.store.put("s3://lake/in/1", "1,a\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run("SELECT count(*) FROM forebay.job_definition")).isEqualTo("2");
    }

    @Test
    void goesOnByTheOldTextWhenTheChangeDidNotHappen() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.commits.loseCommit(CommonError.DISK_FULL);
        assertFails(() -> engine.run(COMMAS + "JOB ALTER j"), "DISK_FULL", "JOB ALTER j did not happen");
        engine.run("COPY JOB ALTER j AUTO ON");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
    }

    @Test
    void takesWhatLiesUnderANewSourceForThereBefore() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/pending", "1|a\n");
        engine.store.put("s3://lake/over/there", "100|b\n");
        engine.run(COPY.replace("lake/in", "lake/") + "JOB ALTER j");
        engine.store.put("s3://lake/over/new", "2|c\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        engine.run(COPY + "JOB ALTER j");
        engine.store.put("s3://lake/over/more", "100|b\n");
        engine.store.put("s3://lake/in/more", "4|d\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|7");
    }

    @Test
    void givesAJobAnotherTable() {
        engine.run("CREATE TABLE u (a int, b varchar(5))");
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB RUN j");
        engine.run(COPY.replace("COPY t", "COPY u") + "JOB ALTER j");
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT (SELECT sum(a) FROM t), (SELECT sum(a) FROM u)"))
                .isEqualTo("1|2");
    }

    @Test
    void mendsAJobWhoseBucketIsNotThereAnyMore() {
        engine.run(COPY.replace("lake", "other") + "JOB CREATE j");
        engine.close();
        engine.reopen("lake");
        engine.run(COPY + "JOB ALTER j");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
    }

    @Test
    void refusesWhatCannotBe() {
        assertFails(() -> engine.run(COPY + "JOB ALTER j"), "UNDEFINED_OBJECT", "copy job \"j\" does not exist");
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        assertFails(
                () -> engine.run(COPY.replace("COPY t", "COPY forebay.job") + "JOB ALTER j"),
                "NOT_ALLOWED",
                "permission denied");
        assertFails(
                () -> engine.run(COPY.replace("COPY t", "COPY missing") + "JOB ALTER j"),
                "UNDEFINED_TABLE",
                "does not exist");
        assertFails(() -> engine.run(COPY.replace("lake", "nowhere") + "JOB ALTER j"), "BUCKET_NOT_FOUND", "nowhere");
        engine.run("BEGIN");
        assertFails(() -> engine.run(COMMAS + "JOB ALTER j"), "ACTIVE_TRANSACTION", "transaction block");
        engine.run("ROLLBACK");
        assertThat(engine.run("SELECT count(*) FROM forebay.job_definition")).isEqualTo("1");
    }
}
