package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits whose reply is lost: what was durable counts, what was not is done again, and the user is told the truth. */
class CommitOutcomeTest {
    private static final String COPY = "COPY t FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";
    private static final String TOTALS = "SELECT count(*), sum(a) FROM t";

    @TempDir
    Path folder;

    private EngineFixture engine;

    @BeforeEach
    void open() {
        engine = new EngineFixture(folder);
        engine.run("CREATE TABLE t (a int)");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void assertFails(String sql, CommonError code, String message) {
        assertThatThrownBy(() -> engine.run(sql))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void loadsOnceWhenTheReplyIsLost() {
        engine.store.put("s3://lake/in/1", "1\n2\n");
        engine.commits.loseReply();
        assertThat(engine.run(COPY)).isEqualTo("COPY");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void loadsOnceWhenTheCommitIsLost() {
        engine.store.put("s3://lake/in/1", "1\n2\n");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        assertThat(engine.run(COPY)).isEqualTo("COPY");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void loadsAJobsFilesOnceWhateverBecomesOfItsCommits() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1\n2\n");
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
        engine.store.put("s3://lake/in/0", "100\n");
        engine.commits.loseReply();
        engine.run(COPY + "JOB CREATE j");
        engine.store.put("s3://lake/in/1", "1\n");
        engine.await(TOTALS, "1|1");
    }

    @Test
    void stopsAJobWhenTheReplyToAlterIsLost() {
        engine.run(COPY + "JOB CREATE j");
        engine.commits.loseReply();
        engine.run("COPY JOB ALTER j AUTO OFF");
        assertThat(engine.run("SELECT is_auto FROM sys_copy_job")).isEqualTo("0");
        engine.store.put("s3://lake/in/1", "1\n");
        engine.run("COPY JOB ALTER j AUTO ON");
        engine.await(TOTALS, "1|1");
    }

    @Test
    void keepsAJobWorkingWhoseDropDidNotHappen() {
        engine.run(COPY + "JOB CREATE j");
        engine.commits.loseCommit(CommonError.DISK_FULL);
        assertFails("COPY JOB DROP j", CommonError.DISK_FULL, "COPY JOB DROP j did not happen, the disk is full");
        engine.store.put("s3://lake/in/1", "1\n");
        engine.await(TOTALS, "1|1");
        engine.run("COPY JOB DROP j");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job")).isEqualTo("0");
    }

    @Test
    void dropsAJobWhenTheReplyIsLost() {
        engine.run(COPY + "JOB CREATE j");
        engine.commits.loseReply();
        engine.run("COPY JOB DROP j");
        assertFails("COPY JOB RUN j", CommonError.UNDEFINED_OBJECT, "does not exist");
    }
}
