package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.spi.CommonError;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ON DUPLICATE CONTENT: the same bytes under another name. */
@Timeout(60)
class DuplicateContentTest extends EngineTest {
    private static final String STATES = "SELECT object_key, state FROM forebay.job_file ORDER BY object_key";
    private static final String CONTENTS = "SELECT object_key FROM forebay.job_content ORDER BY object_key";
    private static final String LINEAGE =
            "COPY f (a, b) FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE f) JOB CREATE j AUTO OFF ";
    private static final String SUMS = "SELECT count(*), sum(a) FROM f";

    @BeforeEach
    void makeTable() {
        engine.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024))");
    }

    private void put(String key, String text) {
        engine.store.put("s3://lake/in/" + key, text);
    }

    private void run() {
        engine.run("COPY JOB RUN j");
    }

    @Test
    void loadsTheSameBytesTwiceByDefault() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT LOAD");
        put("1", "1|a\n");
        put("2", "1|a\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|2");
        assertThat(engine.run(CONTENTS)).isEmpty();
    }

    @Test
    void skipsTheSameBytesInOneBatchAndLater() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT SKIP");
        put("1", "1|a\n");
        put("2", "1|a\n");
        put("3", "10|a\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|11");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|D\nin/3|I");
        put("0", "10|a\n");
        put("4", "100|a\n");
        run();
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("3|111");
        assertThat(engine.run(STATES)).isEqualTo("in/0|D\nin/1|I\nin/2|D\nin/3|I\nin/4|I");
        assertThat(engine.run("COPY JOB EXPLAIN j FILE 's3://lake/in/2'"))
                .startsWith("s3://lake/in/2|duplicate content|")
                .contains("|null|its bytes were loaded under another name")
                .endsWith(", the same bytes as 's3://lake/in/1'");
        assertThat(engine.run("SELECT action, object_key, detail FROM forebay.job_action ORDER BY object_key"))
                .isEqualTo("DUPLICATE|in/0|the same bytes as 's3://lake/in/3'\n"
                        + "DUPLICATE|in/2|the same bytes as 's3://lake/in/1'");
    }

    @Test
    void failsTheSameBytesWithTheNameOfTheOther() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT ERROR");
        put("1", "1|a\n");
        put("2", "1|a\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|E");
        assertThat(engine.run("SELECT reason FROM forebay.load_error"))
                .isEqualTo("the same bytes as 's3://lake/in/1', which the job has loaded");
    }

    @Test
    void aFileThatFailsHoldsNoContent() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT SKIP");
        put("1", "bad|a\n");
        put("2", "bad|a\n");
        put("3", "1|a\n");
        run();
        assertThat(engine.run(STATES)).isEqualTo("in/1|E\nin/2|E\nin/3|I");
        assertThat(engine.run(CONTENTS)).isEqualTo("in/3");
    }

    @Test
    void aRemovedFileLetsItsContentComeUnderAnotherName() {
        engine.run(LINEAGE + "ON DUPLICATE CONTENT SKIP");
        put("1", "1|a\n");
        put("2", "1|a\n");
        run();
        engine.store.delete(ObjectUri.parse("s3://lake/in/1"));
        engine.run("COPY JOB REMOVE j FILE 's3://lake/in/1'");
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/2'");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("1|1");
        assertThat(engine.run(STATES)).isEqualTo("in/2|I");
    }

    @Test
    void aReplacedVersionLetsItsContentComeUnderAnotherName() {
        engine.run(LINEAGE + "ON CHANGE REPLACE ON DUPLICATE CONTENT SKIP");
        put("2", "1|a\n");
        run();
        put("1", "1|a\n");
        put("2", "10|a\n");
        run();
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|11");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|I");
        assertThat(engine.run(CONTENTS)).isEqualTo("in/1\nin/2");
    }

    @Test
    void aReloadedVersionLeavesTheOldContentAsItsRows() {
        engine.run(LINEAGE + "ON CHANGE RELOAD ON DUPLICATE CONTENT SKIP");
        put("1", "1|a\n");
        run();
        put("1", "10|a\n");
        run();
        put("2", "1|a\n");
        put("3", "10|a\n");
        put("1", "100|a\n");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("3|111");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|D\nin/3|D");
        assertThat(engine.run(CONTENTS)).isEqualTo("in/1\nin/1\nin/1");
    }

    /** The same file is no other: its version is loaded, whatever was in the versions before. */
    @Test
    void aVersionOfAnOldContentOfItsOwnIsNoDuplicate() {
        engine.run(LINEAGE + "ON CHANGE REPLACE ON DUPLICATE CONTENT SKIP");
        for (String text : new String[] {"1|a\n", "10|a\n", "1|a\n"}) {
            put("1", text);
            run();
        }
        assertThat(engine.run(SUMS)).isEqualTo("1|1");
        engine.run("COPY JOB DROP j");
        engine.run("TRUNCATE f");
        engine.run(LINEAGE.replace(" j ", " k ") + "BACKFILL ON CHANGE RELOAD ON DUPLICATE CONTENT SKIP");
        for (String text : new String[] {"1|a\n", "10|a\n", "1|a\n"}) {
            put("1", text);
            engine.run("COPY JOB RUN k");
        }
        assertThat(engine.run(SUMS)).isEqualTo("3|12");
    }

    @Test
    void aVersionThatIsSkippedLeavesTheRowsThatTheNextReplaces() {
        engine.run(LINEAGE + "ON CHANGE REPLACE ON DUPLICATE CONTENT SKIP");
        put("1", "1|a\n");
        put("2", "10|a\n");
        run();
        put("1", "10|a\n");
        run();
        assertThat(engine.run(STATES)).isEqualTo("in/1|D\nin/2|I");
        assertThat(engine.run(SUMS)).isEqualTo("2|11");
        put("1", "100|a\n");
        run();
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|I");
        assertThat(engine.run(SUMS)).isEqualTo("2|110");
        put("3", "1|a\n");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("3|111");
    }

    @Test
    void tellsManyInOneBatch() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT SKIP");
        for (int file = 0; file < 300; file++) {
            put(String.format("%03d", file), file % 100 + "|a\n");
        }
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("100|4950");
        assertThat(engine.run("SELECT state, count(*) FROM forebay.job_file GROUP BY state ORDER BY state"))
                .isEqualTo("D|200\nI|100");
        assertThat(engine.run("SELECT count(DISTINCT hash_low) FROM forebay.job_duplicate"))
                .isEqualTo("100");
    }

    @Test
    void anEmptyFileIsAContentToo() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT SKIP");
        put("1", "");
        put("2", "");
        run();
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|D");
    }

    @Test
    void knowsNothingOfFilesFromBeforeTheOption() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        engine.run(COPY + "JOB ALTER j ON DUPLICATE CONTENT SKIP");
        put("2", "1|a\n");
        put("3", "1|a\n");
        run();
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|I\nin/3|D");
    }

    @Test
    void findsOutWhetherACommitWasDurable() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT SKIP");
        put("1", "1|a\n");
        put("2", "1|a\n");
        engine.commits.loseReply();
        run();
        put("3", "1|a\n");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        run();
        put("4", "10|a\n");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        run();
        assertThat(engine.commits.over()).isTrue();
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|11");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|D\nin/3|D\nin/4|I");
        assertThat(engine.run(CONTENTS)).isEqualTo("in/1\nin/4");
    }

    @Test
    void failsNoFileThatTheStoreDoesNotGive() {
        engine.run(COPY + "JOB CREATE j AUTO ON ON DUPLICATE CONTENT ERROR");
        engine.store.faults().failAlways(StoreCall.OPEN, StoreError.STORE_AWAY);
        for (int file = 0; file < 20; file++) {
            put("" + file, file + "|a\n");
        }
        int before = engine.store.faults().calls(StoreCall.OPEN);
        EngineFixture.await(() -> engine.store.faults().calls(StoreCall.OPEN) > before + 40, () -> "is not asked");
        engine.store.faults().clear();
        engine.await(TOTALS, "20|190");
        assertThat(engine.run("SELECT count(*) FROM forebay.job_file WHERE state <> 'I'"))
                .isEqualTo("0");
    }

    @Test
    void readsAVersionForItsHashThatIsTheOneThatItLoads() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON DUPLICATE CONTENT SKIP");
        put("1", "1|a\n");
        run();
        put("2", "1|a\n");
        int[] opened = {0};
        engine.store.faults().before(StoreCall.OPEN, Integer.MAX_VALUE, uri -> {
            if (opened[0]++ == 0) {
                put("2", "10|a\n");
            }
        });
        run();
        engine.store.faults().clear();
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|11");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|I");
    }
}
