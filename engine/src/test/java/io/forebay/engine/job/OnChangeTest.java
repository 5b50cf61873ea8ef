package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ON CHANGE: what becomes of a key that is overwritten. */
@Timeout(60)
class OnChangeTest extends EngineTest {
    private static final String LINEAGE =
            "COPY f (a, b) FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE f) JOB CREATE j AUTO OFF ON CHANGE REPLACE";
    private static final String LOADS =
            "COPY f FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE f, LOAD_ID l) JOB CREATE j AUTO OFF ON CHANGE REPLACE";
    private static final String SUMS = "SELECT count(*), sum(a) FROM f";
    private static final String STATES = "SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name";
    private static final String ACTIONS =
            "SELECT action, object_key, user_id, detail FROM forebay.job_action ORDER BY action_id, object_key";

    @BeforeEach
    void makeTable() {
        engine.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024), l bigint)");
    }

    private StoredObject put(String key, String text) {
        return engine.store.put("s3://lake/in/" + key, text);
    }

    private void run() {
        engine.run("COPY JOB RUN j");
    }

    @Test
    void ignoresAChangeByDefault() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON CHANGE IGNORE");
        put("1", "1|a\n");
        run();
        put("1", "2|b\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(ACTIONS)).isEmpty();
    }

    @Test
    void loadsTheNewVersionBesideTheOld() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON CHANGE RELOAD");
        StoredObject old = put("1", "1|a\n");
        put("2", "10|a\n");
        run();
        StoredObject changed = put("1", "2|b\n3|c\n");
        assertThat(engine.run("COPY JOB DRY RUN j"))
                .startsWith("s3://lake/in/1|8|")
                .endsWith("|changed, ON CHANGE RELOAD: it was ETag " + old.etag());
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("4|16");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("4|16");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|I");
        assertThat(engine.run("SELECT file_etag FROM sys_copy_job_detail WHERE file_name = 'in/1'"))
                .isEqualTo(changed.etag());
        assertThat(engine.run(ACTIONS)).isEqualTo("RELOAD|in/1|0|was ETag " + old.etag());
        assertThat(engine.run("COPY JOB EXPLAIN j FILE 's3://lake/in/1'"))
                .contains("|loaded|", "2 row(s)", "history: RELOAD at ", "was ETag " + old.etag());
    }

    @Test
    void seesAChangeByItself() {
        engine.run("COPY f (a, b) FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE f) JOB CREATE j ON CHANGE REPLACE");
        put("1", "1|a\n");
        engine.await(SUMS, "1|1");
        put("1", "2|b\n");
        engine.await(SUMS, "1|2");
        engine.store.announce(false);
        put("1", "4|b\n8|c\n");
        engine.await(SUMS, "2|12");
    }

    @Test
    void replacesTheRowsOfTheOldVersion() {
        engine.run(LINEAGE);
        StoredObject old = put("1", "1|a\n2|b\n");
        put("2", "16|a\n");
        run();
        put("1", "4|c\n");
        put("3", "32|c\n");
        run();
        assertThat(engine.run("SELECT a, f FROM f ORDER BY a"))
                .isEqualTo("4|s3://lake/in/1\n16|s3://lake/in/2\n32|s3://lake/in/3");
        assertThat(engine.run(ACTIONS)).isEqualTo("REPLACE|in/1|0|was ETag " + old.etag() + ", 2 row(s) taken out");
        put("1", "");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|48");
        put("1", "1|a\n");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("3|49");
    }

    @Test
    void replacesOnlyWhatItHasLoadedWhereLoadsAreKept() {
        engine.run(LOADS);
        put("1", "1|a\n");
        run();
        engine.run("COPY f FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE f, LOAD_ID l)");
        assertThat(engine.run(SUMS)).isEqualTo("2|2");
        put("1", "4|c\n");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|5");
        put("1", "8|c\n");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|9");
    }

    @Test
    void keepsTheOldRowsWhileTheNewVersionIsBad() {
        for (String job : new String[] {LINEAGE, LOADS}) {
            engine.run(job);
            put("1", "1|a\n");
            run();
            put("1", "x|b\n");
            put("2", "2|b\n");
            run();
            assertThat(engine.run(SUMS)).isEqualTo("2|3");
            assertThat(engine.run(STATES + " LIMIT 2")).isEqualTo("in/1|E\nin/2|I");
            run();
            assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("1");
            put("1", "4|c\n");
            run();
            assertThat(engine.run(SUMS)).isEqualTo("2|6");
            engine.run("COPY JOB DROP j");
            engine.run("DELETE FROM f");
            engine.store.delete(ObjectUri.parse("s3://lake/in/1"));
            engine.store.delete(ObjectUri.parse("s3://lake/in/2"));
            makeLedgerForget();
        }
    }

    private void makeLedgerForget() {
        engine.close();
        TestWarehouse.forget(folder);
        engine.reopen();
        engine.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024), l bigint)");
    }

    @Test
    void failsTheNewVersionWhoseOldRowsBearNoMark() {
        engine.run("COPY f (a, b) FROM 's3://lake/in'" + ROLE + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        engine.run(LINEAGE.replace("CREATE j AUTO OFF", "ALTER j"));
        put("1", "2|a\n");
        put("2", "4|a\n");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|5");
        assertThat(engine.run(STATES)).isEqualTo("in/1|E\nin/2|I");
        assertThat(engine.run("SELECT error_message FROM sys_load_error_detail"))
                .contains(
                        "none of the 1 old row(s) can be found: loaded without this LINEAGE or elsewhere, or deleted");
        engine.run("COPY JOB RETRY j");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("3|7");
    }

    @Test
    void tellsAChangeOnceAndKeepsWhatIsLoaded() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON CHANGE ERROR");
        StoredObject old = put("1", "1|a\n");
        run();
        StoredObject second = put("1", "2|b\n");
        run();
        run();
        StoredObject third = put("1", "4|b\n");
        run();
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I");
        String told = "was overwritten and stays as it was loaded, as ETag " + old.etag() + "; it is ETag ";
        assertThat(engine.run(ACTIONS))
                .isEqualTo("CHANGED|in/1|0|" + told + second.etag() + " now\nCHANGED|in/1|0|" + told + third.etag()
                        + " now");
        assertThat(engine.run("SELECT message FROM sys_copy_job_info ORDER BY record_time LIMIT 1"))
                .isEqualTo("CHANGED s3://lake/in/1: " + told + second.etag() + " now");
        assertThat(engine.run("COPY JOB DRY RUN j")).isEmpty();
    }

    @Test
    void doesNotBelieveALateEventOrAnOldListing() {
        engine.run(COPY + "JOB CREATE j ON CHANGE RELOAD");
        StoredObject old = put("1", "1|a\n");
        engine.await(TOTALS, "1|1");
        put("1", "2|b\n");
        engine.await(TOTALS, "2|3");
        engine.store.tell(old);
        put("2", "4|c\n");
        engine.await(TOTALS, "3|7");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|7");
        assertThat(engine.run("SELECT count(*) FROM forebay.job_action")).isEqualTo("1");
    }

    @Test
    void loadsAFileOfTheBaselineAndOneThatFailedWhenTheyChange() {
        put("0", "100|a\n");
        engine.run(LINEAGE);
        put("1", "x|a\n");
        run();
        put("0", "1|a\n");
        put("1", "2|a\n");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|3");
        assertThat(engine.run(STATES)).isEqualTo("in/0|I\nin/1|I");
    }

    @Test
    void keepsSkippingWhatChanges() {
        engine.run(LINEAGE);
        put("1", "1|a\n");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/1'");
        put("1", "2|a\n");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("0|null");
        assertThat(engine.run(STATES)).isEqualTo("in/1|S");
    }

    @Test
    void replacesManyAtOnce() {
        engine.run(LOADS);
        for (int file = 0; file < 300; file++) {
            put(Integer.toString(file), file + "|a\n" + file + "|b\n");
        }
        run();
        for (int file = 0; file < 300; file += 2) {
            put(Integer.toString(file), "1000|c\n");
        }
        run();
        assertThat(engine.run("SELECT count(*), count(DISTINCT f), count(*) FILTER (WHERE a = 1000) FROM f"))
                .isEqualTo("450|300|150");
        assertThat(engine.run("SELECT count(*), count(DISTINCT action_id) FROM forebay.job_action"))
                .isEqualTo("150|1");
        assertThat(engine.run("SELECT status, count(*) FROM sys_copy_job_detail GROUP BY 1"))
                .isEqualTo("I|300");
    }

    @Test
    void replacesOnceWhateverBecomesOfTheCommits() {
        engine.run(LOADS);
        put("1", "1|a\n");
        run();
        put("1", "2|b\n");
        engine.commits.loseReply();
        run();
        assertThat(engine.run(SUMS)).isEqualTo("1|2");
        put("1", "4|b\n");
        engine.commits.loseCommit(CommonError.CONNECTION_LOST);
        engine.commits.loseReply();
        run();
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run(SUMS)).isEqualTo("1|4");
        put("1", "x|b\n");
        engine.commits.loseReply();
        run();
        assertThat(engine.run(SUMS)).isEqualTo("1|4");
        assertThat(engine.run(STATES)).isEqualTo("in/1|E");
        engine.run("COPY JOB RETRY j");
        put("1", "8|b\n");
        engine.commits.loseReply();
        run();
        assertThat(engine.run(SUMS)).isEqualTo("1|8");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I");
    }

    @Test
    void replacesByTheVersionThatIsThereWhenItIsRead() {
        engine.run(LINEAGE);
        put("1", "1|a\n");
        run();
        put("1", "2|b\n");
        engine.store.faults().before(StoreCall.OPEN, 1, uri -> put("1", "4|c\n"));
        run();
        assertThat(engine.run(SUMS)).isEqualTo("1|4");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("1|4");
    }

    @Test
    void leavesTheOldRowsWhenTheStoreDoesNotGiveTheNewVersion() {
        engine.run(LINEAGE);
        put("1", "1|a\n");
        run();
        put("1", "2|b\n");
        engine.store.faults().failAlways(StoreCall.OPEN, StoreError.STORE_AWAY);
        try {
            run();
        } catch (ForebayException e) {
            assertThat(e.is(StoreError.STORE_AWAY)).isTrue();
        }
        assertThat(engine.run(SUMS)).isEqualTo("1|1");
        engine.store.faults().clear();
        run();
        assertThat(engine.run(SUMS)).isEqualTo("1|2");
    }
}
