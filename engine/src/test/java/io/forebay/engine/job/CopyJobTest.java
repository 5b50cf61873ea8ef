package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import org.junit.jupiter.api.Test;

class CopyJobTest extends EngineTest {
    @Test
    void loadsWhatArrivesAndNotWhatWasThere() {
        engine.store.put("s3://lake/in/0", "100|old\n");
        engine.run(COPY + "JOB CREATE j AUTO ON");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.await(TOTALS, "2|3");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|I\nin/2|I");
        assertThat(engine.run(
                        "SELECT count(*) FROM sys_load_history h JOIN sys_copy_job j ON h.copy_job_id = j.job_id"))
                .isEqualTo("2");
    }

    @Test
    void findsFilesWithoutEvents() {
        engine.store.announce(false);
        engine.run(COPY + "JOB CREATE j");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
    }

    @Test
    void loadsEachKeyOnceEvenWhenItIsOverwritten() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB RUN j");
        engine.store.put("s3://lake/in/1", "5|a\n6|b\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void doesNotLoadByItselfWhenAutoIsOff() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        assertThat(engine.run("SELECT is_auto FROM sys_copy_job")).isEqualTo("0");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.notices.get(0).message())
                .isEqualTo("Load into table 't' completed, 1 record(s) loaded successfully.");
        engine.run("COPY JOB ALTER j AUTO ON");
        engine.store.put("s3://lake/in/2", "2|a\n");
        engine.await(TOTALS, "2|3");
        engine.run("COPY JOB ALTER j AUTO OFF");
        engine.store.put("s3://lake/in/3", "3|a\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|6");
    }

    @Test
    void failsABadFileAloneAndNeverTriesItAgain() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|b\nx|c\n4|d\n");
        engine.store.put("s3://lake/in/3", "3|toolong\n");
        engine.store.put("s3://lake/in/4", "8|a\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|9");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|I\nin/2|E\nin/3|E\nin/4|I");
        assertThat(engine.run(
                        "SELECT filename, line_number, err_code, err_reason FROM stl_load_errors ORDER BY filename"))
                .isEqualTo("s3://lake/in/2|2|1207|Invalid digit, Value 'x', Pos 0, Type: Integer\n"
                        + "s3://lake/in/3|1|1204|String length exceeds DDL length");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|9");
        assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("2");
        engine.store.put("s3://lake/in/5", "1|a\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|10");
    }

    @Test
    void failsADamagedFileAlone() {
        engine.run(COPY + "GZIP JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "not gzip at all");
        engine.store.put("s3://lake/in/2", "");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|E\nin/2|I");
        assertThat(engine.run("SELECT line_number, filename FROM stl_load_errors"))
                .isEqualTo("0|s3://lake/in/1");
    }

    @Test
    void outlivesARestart() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
        engine.restart();
        assertThat(engine.run("SELECT job_name, is_auto FROM sys_copy_job")).isEqualTo("j|1");
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.await(TOTALS, "2|3");
    }

    @Test
    void loadsWhatArrivedWhileTheServerWasDown() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        engine.session();
        engine.store.announce(false);
        engine.close();
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.reopen();
        engine.await(TOTALS, "1|1");
    }

    @Test
    void forgetsItsHistoryWhenDroppedAndCreatedAgain() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB RUN j");
        engine.run("COPY JOB DROP j");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job")).isEqualTo("0");
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run("SELECT count(*) FROM stl_load_commits")).isEqualTo("1");
    }

    @Test
    void loadsManyFilesOnceEach() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        for (int round = 1; round <= 3; round++) {
            for (int file = 0; file < 60; file++) {
                engine.store.put("s3://lake/in/" + round + "/" + file, "1|a\n");
            }
            engine.run("COPY JOB RUN j");
            assertThat(engine.run(TOTALS)).isEqualTo(round * 60 + "|" + round * 60);
        }
    }

    @Test
    void loadsTheSameFileOnceForEachOfTwoJobs() {
        engine.run(COPY + "JOB CREATE j1 AUTO OFF");
        engine.run(COPY + "JOB CREATE j2 AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run("COPY JOB RUN j1");
        engine.run("COPY JOB RUN j2");
        assertThat(engine.run(TOTALS)).isEqualTo("2|2");
    }

    @Test
    void refusesCreateAndDropInsideATransaction() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.run("BEGIN");
        assertFails(() -> engine.run("COPY JOB DROP j"), "ACTIVE_TRANSACTION", "cannot run inside a transaction block");
        engine.run("ROLLBACK");
        engine.run("BEGIN");
        assertFails(() -> engine.run(COPY + "JOB CREATE k"), "ACTIVE_TRANSACTION", "transaction block");
        engine.run("ROLLBACK");
        assertThat(engine.run("SELECT job_name FROM sys_copy_job")).isEqualTo("j");
    }

    @Test
    void refusesWhatDoesNotExistOrExistsAlready() {
        assertFails(() -> engine.run("COPY JOB RUN none"), "UNDEFINED_OBJECT", "copy job \"none\" does not exist");
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        assertFails(() -> engine.run(COPY + "JOB CREATE j"), "DUPLICATE_OBJECT", "already exists");
        assertFails(
                () -> engine.run(
                        "COPY none FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' JOB CREATE k"),
                "UNDEFINED_TABLE",
                "none");
    }

    @Test
    void leavesAFileAloneThatIsStillGrowing() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.growing(ObjectUri.parse("s3://lake/in/1"), true);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
        engine.store.growing(ObjectUri.parse("s3://lake/in/1"), false);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void forgetsAFileThatVanishedBeforeItWasRead() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.store.faults().before(StoreCall.OPEN, 1, uri -> engine.store.delete(uri));
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'E'"))
                .isEqualTo("0");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void failsNoFileWhileTheStoreIsAway() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        engine.store.faults().failAlways(StoreCall.OPEN, StoreError.STORE_AWAY);
        engine.store.put("s3://lake/in/1", "1|a\n");
        EngineFixture.await(() -> engine.store.faults().calls(StoreCall.OPEN) > 1, () -> "nothing was opened");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
        engine.store.faults().clear();
        engine.await(TOTALS, "1|1");
        assertThat(engine.run("SELECT status FROM sys_copy_job_detail")).isEqualTo("I");
    }

    @Test
    void leavesAFileForLaterThatTheStoreRefuses() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.store.faults().fail(StoreCall.OPEN, 1, StoreError.ACCESS_DENIED);
        assertFails(() -> engine.run("COPY JOB RUN j"), "ACCESS_DENIED", "OPEN");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'E'"))
                .isEqualTo("0");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void loadsTheOthersWhileTheStoreKeepsOneBack() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.store.put("s3://lake/in/3", "4|c\n");
        // With this number before every open, not one of them.
        engine.store.faults().before(StoreCall.OPEN, Integer.MAX_VALUE, uri -> {
            if (uri.key().equals("in/2")) {
                throw new ForebayException(StoreError.STORE_AWAY, "no answer for " + uri);
            }
        });
        assertFails(() -> engine.run("COPY JOB RUN j"), "STORE_AWAY", "no answer for s3://lake/in/2");
        assertThat(engine.run(TOTALS)).isEqualTo("2|5");
        engine.store.faults().clear();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|7");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'E'"))
                .isEqualTo("0");
    }

    @Test
    void loadsTheBatchesAfterTheOneWithAFileThatTheStoreRefuses() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/00000", "1|a\n");
        int batch = BatchLimits.DEFAULT.files();
        for (int file = 1; file <= batch; file++) {
            engine.store.put("s3://lake/in/" + String.format("%05d", file), "1|a\n");
        }
        engine.store.faults().fail(StoreCall.OPEN, 1, StoreError.ACCESS_DENIED);
        assertFails(() -> engine.run("COPY JOB RUN j"), "ACCESS_DENIED", "OPEN");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo(String.valueOf(batch));
    }

    @Test
    void loadsAgainAfterItsTableWasMadeAnew() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        engine.run("DROP TABLE t");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await("SELECT count(*) > 0 FROM sys_copy_job_info WHERE message LIKE '%t\" does not exist%'", "true");
        engine.run("CREATE TABLE t (a int, b varchar(5))");
        engine.await(TOTALS, "1|1");
    }

    @Test
    void loadsTheOthersWhileOneFileNeverStopsChanging() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "2|b\n");
        engine.store.put("s3://lake/in/3", "4|c\n");
        // With this number before every open, not one of them.
        engine.store.faults().before(StoreCall.OPEN, Integer.MAX_VALUE, uri -> {
            if (uri.key().equals("in/2")) {
                engine.store.put("s3://lake/in/2", "2|b\n");
            }
        });
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|5");
        engine.store.faults().clear();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|7");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'E'"))
                .isEqualTo("0");
    }

    @Test
    void failsNoFileWhenTheBucketIsGoneForAWhile() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.faults().fail(StoreCall.OPEN, 1, StoreError.BUCKET_NOT_FOUND);
        assertFails(() -> engine.run("COPY JOB RUN j"), "BUCKET_NOT_FOUND", "OPEN");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void dropsAJobWhoseBucketIsNotThereAnyMoreAndRefusesASecondOfItsName() {
        engine.run("CREATE TABLE u (a int, b varchar(5))");
        engine.run(COPY.replace("COPY t", "COPY u").replace("lake", "other") + "JOB CREATE j AUTO ON");
        engine.close();
        engine.reopen("lake");
        assertFails(() -> engine.run(COPY + "JOB CREATE j"), "DUPLICATE_OBJECT", "already exists");
        engine.run("COPY JOB DROP j");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job")).isEqualTo("0");
        engine.run(COPY + "JOB CREATE j AUTO OFF");
    }

    @Test
    void listsAndShowsJobs() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        assertThat(engine.run("COPY JOB LIST")).contains("|j|public.t|s3://lake/in|OFF|");
        assertThat(engine.run("COPY JOB SHOW j")).contains("|j|dev|").endsWith(COPY.strip());
        assertThat(engine.run("SELECT job_text FROM sys_copy_job")).endsWith("JOB CREATE j AUTO OFF");
    }

    /** Files that no store gives, far from each other: in the first batch, which has a second one behind it. */
    private void putTwoBatchesWithFilesAway(int away) {
        for (int file = 0; file <= BatchLimits.DEFAULT.files(); file++) {
            engine.store.put("s3://lake/in/" + String.format("%05d", file), "1|a\n");
        }
        engine.store.faults().before(StoreCall.OPEN, Integer.MAX_VALUE, uri -> {
            for (int file = 0; file < away; file++) {
                if (uri.key().equals(String.format("in/%05d", 100 * file))) {
                    throw new ForebayException(StoreError.STORE_AWAY, "no answer for " + uri);
                }
            }
        });
    }

    @Test
    void loadsTheBatchesAfterTheOneWithFilesThatTheStoreKeepsBack() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        putTwoBatchesWithFilesAway(5);
        assertFails(() -> engine.run("COPY JOB RUN j"), "STORE_AWAY", "no answer");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo(String.valueOf(BatchLimits.DEFAULT.files() + 1 - 5));
    }

    @Test
    void loadsTheBatchesAfterTheOneWithAFileThatTheStoreDoesNotDescribe() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        putTwoBatchesWithFilesAway(1);
        engine.store.faults().failAlways(StoreCall.FIND, StoreError.ACCESS_DENIED);
        assertFails(() -> engine.run("COPY JOB RUN j"), "ACCESS_DENIED", "FIND");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo(String.valueOf(BatchLimits.DEFAULT.files()));
    }

    @Test
    void tellsOfAFileThatTheStoreKeepsBackBesideOneThatChanges() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        for (int file = 1; file <= 12; file++) {
            engine.store.put("s3://lake/in/" + file, "1|a\n");
        }
        engine.store.faults().before(StoreCall.OPEN, Integer.MAX_VALUE, uri -> {
            if (uri.key().equals("in/2")) {
                throw new ForebayException(StoreError.STORE_AWAY, "no answer for " + uri);
            }
            if (!uri.key().equals("in/3")) {
                engine.store.put(uri.toString(), "1|a\n");
            }
        });
        assertFails(() -> engine.run("COPY JOB RUN j"), "STORE_AWAY", "no answer for s3://lake/in/2");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("1");
    }
}
