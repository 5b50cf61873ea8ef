package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.contract.store.StoreStall;
import io.forebay.engine.EngineTest;
import io.forebay.spi.CommonError;
import io.forebay.spi.store.ObjectUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** BACKFILL: what was there before the job, once, and what comes meanwhile, once. */
@Timeout(60)
class BackfillTest extends EngineTest {
    private static final String KEYS =
            "SELECT file_name FROM sys_copy_job_detail WHERE status = 'I' ORDER BY file_name";

    private void putOld() {
        engine.store.put("s3://lake/in/a/1", "1|a\n");
        engine.store.put("s3://lake/in/a/2", "2|a\n");
        engine.store.put("s3://lake/in/b/1", "4|a\n");
    }

    @Test
    void loadsAllThatWasThere() {
        putOld();
        engine.run(COPY + "JOB CREATE j BACKFILL");
        engine.await(TOTALS, "3|7");
        engine.store.put("s3://lake/in/a/3", "8|a\n");
        engine.await(TOTALS, "4|15");
        engine.restart();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("4|15");
        assertThat(engine.run("SELECT job_text FROM sys_copy_job")).endsWith(" JOB CREATE j AUTO ON BACKFILL");
        assertThat(engine.run("COPY JOB LIST")).endsWith("|BACKFILL");
        assertThat(engine.run("COPY JOB SHOW j")).contains("|BACKFILL|COPY t FROM");
    }

    @Test
    void loadsWhatLiesUnderAPrefixAndWhatIsNew() {
        putOld();
        engine.run(COPY + "JOB CREATE j AUTO OFF BACKFILL FROM 's3://lake/in/a/'");
        engine.store.put("s3://lake/in/b/2", "8|a\n");
        assertThat(engine.run("COPY JOB DRY RUN j").lines().count()).isEqualTo(3);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(KEYS)).isEqualTo("in/a/1\nin/a/2\nin/b/2");
        assertThat(engine.run(TOTALS)).isEqualTo("3|11");
        assertThat(engine.run("COPY JOB EXPLAIN j FILE 's3://lake/in/b/1'")).contains("|there before the job|");
    }

    @Test
    void loadsWhatIsNotOlderThanAMoment() {
        putOld();
        String of = engine.store
                .find(ObjectUri.parse("s3://lake/in/a/2"))
                .orElseThrow()
                .lastModified()
                .toString();
        engine.run(COPY + "JOB CREATE j AUTO OFF BACKFILL SINCE '" + of + "'");
        engine.run("COPY JOB RUN j");
        String loaded = engine.run("SELECT object_key, last_modified >= TIMESTAMP '"
                + of.replace("T", " ").replace("Z", "") + "', state FROM forebay.job_file ORDER BY object_key");
        assertThat(loaded.lines()).allMatch(line -> line.matches(".*\\|true\\|I|.*\\|false\\|B"));
        assertThat(loaded).contains("in/a/2|true|I");
        engine.run(COPY + "JOB CREATE never AUTO OFF BACKFILL SINCE '2999-01-01'");
        engine.run("COPY JOB RUN never");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job_detail WHERE job_name = 'never'"))
                .isEqualTo("0");
    }

    @Test
    void loadsOnceWhatComesWhileTheBaselineIsListed() {
        putOld();
        engine.store.faults().before(StoreCall.LIST, 1, uri -> {
            engine.store.put("s3://lake/in/a/0", "8|a\n");
            engine.store.put("s3://lake/in/b/0", "16|a\n");
        });
        engine.store.faults().before(StoreCall.LIST, 2, uri -> {
            engine.store.put("s3://lake/in/a/00", "32|a\n");
            engine.store.put("s3://lake/in/b/00", "64|a\n");
        });
        engine.run(COPY + "JOB CREATE j BACKFILL FROM 's3://lake/in/a/'");
        engine.await("SELECT sum(a) FROM t WHERE a IN (1, 2, 8, 32, 64)", "107");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT count(*), count(DISTINCT a) FROM t")).isEqualTo("5|5");
    }

    @Test
    void loadsOnceWhateverBecomesOfTheCommits() {
        putOld();
        engine.commits.loseReply();
        engine.run(COPY + "JOB CREATE j AUTO OFF BACKFILL");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        engine.commits.loseReply();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|7");
    }

    @Test
    void goesOnAfterItWasEndedInTheMiddle() {
        putOld();
        StoreStall stall = engine.store.faults().stallReads("in/b/");
        engine.run(COPY + "JOB CREATE j BACKFILL");
        stall.awaitReader();
        engine.close();
        stall.close();
        engine.reopen();
        engine.store.put("s3://lake/in/a/3", "8|a\n");
        engine.await(TOTALS, "4|15");
        assertThat(engine.run(KEYS)).isEqualTo("in/a/1\nin/a/2\nin/a/3\nin/b/1");
    }

    @Test
    void failsABadOldFileAlone() {
        putOld();
        engine.store.put("s3://lake/in/a/1", "x|a\n");
        engine.run(COPY + "JOB CREATE j AUTO OFF BACKFILL");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("2|6");
    }
}
