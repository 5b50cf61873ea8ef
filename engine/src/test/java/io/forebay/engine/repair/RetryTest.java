package io.forebay.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.store.StoreCall;
import io.forebay.contract.store.StoreStall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.session.Session;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** COPY JOB RETRY and SKIP. */
@Timeout(60)
class RetryTest extends EngineTest {
    private static final String STATES =
            "SELECT file_name, status FROM sys_copy_job_detail WHERE status <> 'P' ORDER BY file_name";
    private static final String ACTIONS =
            "SELECT action, object_key, user_id, detail FROM forebay.job_action ORDER BY action_id, object_key";

    private void fail(String key) {
        engine.store.put("s3://lake/in/" + key, "x|bad\n");
        engine.run("COPY JOB RUN j");
        engine.notices.clear();
    }

    private String told() {
        return engine.notices.get(engine.notices.size() - 1).message();
    }

    @Test
    void loadsAFileThatFailedAndWasMended() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        fail("1");
        engine.store.put("s3://lake/in/1", "1|a\n");
        assertThat(engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'")).isEqualTo("RETRY COPY JOB");
        assertThat(told())
                .isEqualTo("1 file(s) of copy job 'j' may load again.  The job is off: COPY JOB RUN j loads them.");
        assertThat(engine.run(STATES)).isEmpty();
        assertThat(engine.run(ACTIONS)).isEqualTo("RETRY|in/1|100|had failed");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I");
    }

    @Test
    void loadsAtOnceWhenTheJobIsOn() {
        engine.store.announce(false);
        engine.run(COPY + "JOB CREATE j");
        engine.store.put("s3://lake/in/1", "x|bad\n");
        engine.await(STATES, "in/1|E");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'");
        engine.await(TOTALS, "1|1");
        assertThat(told()).isEqualTo("1 file(s) of copy job 'j' may load again.");
    }

    @Test
    void retriesAllThatFailedByDefault() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        fail("1");
        fail("2");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/3", "4|a\n");
        engine.run("COPY JOB RUN j");
        engine.run("COPY JOB RETRY j");
        assertThat(told()).startsWith("2 file(s)");
        assertThat(engine.run(STATES)).isEqualTo("in/3|I");
        assertThat(engine.run(ACTIONS)).isEqualTo("RETRY|in/1|100|had failed\nRETRY|in/2|100|had failed");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|E\nin/3|I");
        assertThat(engine.run(TOTALS)).isEqualTo("2|5");
        engine.run("COPY JOB RETRY j FAILED");
        assertThat(told()).startsWith("1 file(s)");
        engine.run("COPY JOB RETRY j FAILED");
        assertThat(told()).isEqualTo("No file of copy job 'j' has failed.");
    }

    @Test
    void retriesMoreFilesThanAreAskedForOneByOne() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        for (int file = 0; file < 1100; file++) {
            engine.store.put("s3://lake/in/" + file, "x|bad\n");
        }
        engine.run("COPY JOB RUN j");
        engine.run("COPY JOB ALTER j AUTO ON");
        for (int file = 0; file < 1100; file++) {
            engine.store.put("s3://lake/in/" + file, "1|a\n");
        }
        engine.run("COPY JOB RETRY j");
        engine.await(TOTALS, "1100|1100");
    }

    @Test
    void loadsAFileOfTheBaselineThatIsAskedFor() {
        engine.store.put("s3://lake/in/0", "1|a\n");
        engine.store.put("s3://lake/in/00", "100|a\n");
        engine.run(COPY + "JOB CREATE j");
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/0'");
        engine.await(TOTALS, "1|1");
        assertThat(engine.run(ACTIONS)).isEqualTo("RETRY|in/0|100|was there before the job");
    }

    @Test
    void tellsWhenTheFileIsGone() {
        engine.run(COPY + "JOB CREATE j");
        engine.store.put("s3://lake/in/1", "x|bad\n");
        engine.await(STATES, "in/1|E");
        engine.store.delete(ObjectUri.parse("s3://lake/in/1"));
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'");
        assertThat(told()).contains("1 of them are not in the store any more");
    }

    @Test
    void retriesAlthoughTheStoreIsAway() {
        engine.run(COPY + "JOB CREATE j");
        engine.store.put("s3://lake/in/1", "x|bad\n");
        engine.await(STATES, "in/1|E");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.faults().fail(StoreCall.FIND, 1, StoreError.STORE_AWAY);
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'");
        engine.await(TOTALS, "1|1");
    }

    @Test
    void refusesWhatCannotBeRetried() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB RUN j");
        assertFails(
                () -> engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'"), "WRONG_STATE", "was loaded by load 1000");
        assertFails(
                () -> engine.run("COPY JOB RETRY j FILE 's3://lake/in/2'"),
                "WRONG_STATE",
                "is not done with 's3://lake/in/2'");
        assertFails(
                () -> engine.run("COPY JOB RETRY j FILE 's3://lake/other/2'"),
                "INVALID_PARAMETER",
                "does not lie under the source of copy job \"j\", which is 's3://lake/in'");
        assertFails(() -> engine.run("COPY JOB RETRY other"), "UNDEFINED_OBJECT", "does not exist");
        assertThat(engine.run(ACTIONS)).isEmpty();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void skipsAFileBeforeItComesAndTakesThatBack() {
        engine.run(COPY + "JOB CREATE j");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/1'");
        assertThat(told()).isEqualTo("'s3://lake/in/1' is skipped.  COPY JOB RETRY j FILE takes that back.");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|a\n");
        engine.await(TOTALS, "1|2");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/1'");
        assertThat(told()).isEqualTo("'s3://lake/in/1' is skipped already.");
        assertThat(engine.run(STATES)).isEqualTo("in/1|S\nin/2|I");
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'");
        engine.await(TOTALS, "2|3");
        assertThat(engine.run(ACTIONS)).isEqualTo("SKIP|in/1|100|\nRETRY|in/1|100|was skipped");
        assertThat(engine.run("SELECT message FROM sys_copy_job_info ORDER BY record_time"))
                .isEqualTo("SKIP s3://lake/in/1\nRETRY s3://lake/in/1: was skipped");
    }

    @Test
    void skipsAFileThatFailedAndNoneThatIsLoaded() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        fail("1");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/1'");
        assertThat(engine.run(STATES)).isEqualTo("in/1|S");
        engine.run("COPY JOB RETRY j");
        assertThat(engine.run(STATES)).isEqualTo("in/1|S");
        engine.store.put("s3://lake/in/2", "1|a\n");
        engine.run("COPY JOB RUN j");
        assertFails(() -> engine.run("COPY JOB SKIP j FILE 's3://lake/in/2'"), "WRONG_STATE", "was loaded by load");
        assertFails(
                () -> engine.run("COPY JOB SKIP j FILE 's3://other/in/2'"), "INVALID_PARAMETER", "does not lie under");
    }

    @Test
    void repairsOnceWhateverBecomesOfTheCommit() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        fail("1");
        engine.commits.loseReply();
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'");
        engine.run("COPY JOB RUN j");
        engine.commits.loseReply();
        engine.run("COPY JOB RETRY j");
        engine.run("COPY JOB RUN j");
        engine.commits.loseReply();
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/1'");
        assertThat(engine.run(ACTIONS))
                .isEqualTo("RETRY|in/1|100|had failed\nRETRY|in/1|100|had failed\nSKIP|in/1|100|had failed");
        engine.commits.loseCommit(CommonError.DISK_FULL);
        assertFails(() -> engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'"), "DISK_FULL", "RETRY of job");
        assertThat(engine.run(STATES)).isEqualTo("in/1|S");
    }

    @Test
    void waitsForTheLoadThatRunsAndCanBeCancelledMeanwhile() throws Exception {
        engine.run(COPY + "JOB CREATE j");
        engine.store.put("s3://lake/in/1", "x|bad\n");
        engine.await(STATES, "in/1|E");
        StoreStall stall = engine.store.faults().stallReads("in/2");
        engine.store.put("s3://lake/in/2", "2|a\n");
        stall.awaitReader();
        Session session = engine.newSession();
        CompletableFuture<String> retry = CompletableFuture.supplyAsync(() -> {
            try {
                return EngineFixture.run(session, "COPY JOB RETRY j");
            } catch (ForebayException e) {
                return e.code().name();
            }
        });
        EngineFixture.await(
                () -> engine.run("SELECT count(*) FROM stv_inflight WHERE text LIKE 'COPY JOB RETRY%'")
                        .equals("1"),
                () -> "RETRY did not begin");
        EngineFixture.await(
                () -> {
                    session.cancel();
                    return retry.isDone();
                },
                () -> "not cancelled");
        assertThat(retry.get(1, TimeUnit.SECONDS)).isEqualTo("CANCELLED");
        assertThat(engine.run(ACTIONS)).isEmpty();
        stall.close();
        engine.await(TOTALS, "1|2");
        assertThat(engine.run(STATES)).isEqualTo("in/1|E\nin/2|I");
        session.close();
    }

    @Test
    void keepsWhatWasRepairedThroughARestart() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        fail("1");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/2'");
        engine.run("COPY JOB RETRY j");
        engine.restart();
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|a\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|S");
    }

    @Test
    void writesStatementsInHintsThatAreWholeWhateverAFilesName() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        assertThatThrownBy(() -> engine.run("COPY JOB RETRY j FILE 's3://lake/in/x''; DROP TABLE t; --'"))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(
                                e.hint().orElseThrow())
                        .isEqualTo(
                                "COPY JOB EXPLAIN j FILE 's3://lake/in/x''; DROP TABLE t; --' tells what keeps it."));
    }
}
