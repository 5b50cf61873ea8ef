package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineTest;
import io.forebay.spi.CommonError;
import org.junit.jupiter.api.Test;

/** Commits whose reply is lost: what was durable counts, what was not is done again, and the user is told the truth. */
class CommitOutcomeTest extends EngineTest {
    @Test
    void loadsOnceWhenTheReplyIsLost() {
        engine.store.put("s3://lake/in/1", "1|a\n2|b\n");
        engine.commits.loseReply();
        assertThat(engine.run(COPY)).isEqualTo("COPY");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void loadsOnceWhenTheCommitIsLost() {
        engine.store.put("s3://lake/in/1", "1|a\n2|b\n");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        assertThat(engine.run(COPY)).isEqualTo("COPY");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void loadsAJobsFilesOnceWhateverBecomesOfItsCommits() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n2|b\n");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        engine.commits.loseReply();
        engine.run("COPY JOB RUN j");
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail"))
                .isEqualTo("in/1|I");
    }

    @Test
    void makesAJobWhenTheReplyIsLost() {
        engine.store.put("s3://lake/in/0", "100|x\n");
        engine.commits.loseReply();
        engine.run(COPY + "JOB CREATE j");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
    }

    @Test
    void stopsAJobWhenTheReplyToAlterIsLost() {
        engine.run(COPY + "JOB CREATE j");
        engine.commits.loseReply();
        engine.run("COPY JOB ALTER j AUTO OFF");
        assertThat(engine.run("SELECT is_auto FROM sys_copy_job")).isEqualTo("0");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB ALTER j AUTO ON");
        engine.await(TOTALS, "1|1");
    }

    @Test
    void keepsAJobWorkingWhoseDropDidNotHappen() {
        engine.run(COPY + "JOB CREATE j");
        engine.commits.loseCommit(CommonError.DISK_FULL);
        assertFails(
                () -> engine.run("COPY JOB DROP j"), "DISK_FULL", "COPY JOB DROP j did not happen, the disk is full");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
        engine.run("COPY JOB DROP j");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job")).isEqualTo("0");
    }

    @Test
    void dropsAJobWhenTheReplyIsLost() {
        engine.run(COPY + "JOB CREATE j");
        engine.commits.loseReply();
        engine.run("COPY JOB DROP j");
        assertFails(() -> engine.run("COPY JOB RUN j"), "UNDEFINED_OBJECT", "does not exist");
    }

    @Test
    void failsABadFileWithItsErrorsWhateverBecomesOfTheCommit() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "x|a\n");
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        engine.commits.loseReply();
        engine.run("COPY JOB RUN j");
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run(TOTALS)).isEqualTo("1|2");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|E\nin/2|I");
        assertThat(engine.run("SELECT filename FROM stl_load_errors")).isEqualTo("s3://lake/in/1");
    }

    @Test
    void loadsAgainWhenTheReplyToManyErrorsIsLost() {
        engine.store.put("s3://lake/in/1", "x|a\n".repeat(5_000) + "1|b\n");
        engine.commits.loseReply();
        engine.run(COPY + "IGNOREALLERRORS");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run("SELECT count(*), count(DISTINCT line_number) FROM stl_load_errors"))
                .isEqualTo("5000|5000");
    }
}
