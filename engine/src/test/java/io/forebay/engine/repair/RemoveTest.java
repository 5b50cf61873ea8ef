package io.forebay.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.TwoServers;
import io.forebay.engine.load.LoadStep;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** COPY JOB REMOVE. */
@Timeout(60)
class RemoveTest extends EngineTest {
    private static final String FROM = "COPY f (a, b) FROM 's3://lake/in'" + ROLE;
    private static final String MARKED = FROM + "LINEAGE (FILE f) ";
    private static final String LOADS = FROM + "LINEAGE (FILE f, LOAD_ID l) ";
    private static final String SUMS = "SELECT count(*), sum(a) FROM f";
    private static final String STATES = "SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name";
    private static final String ACTIONS =
            "SELECT action, object_key, user_id, detail FROM forebay.job_action ORDER BY action_id, object_key";
    private static final String REMOVE = "COPY JOB REMOVE j FILE 's3://lake/in/1'";

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

    private String told() {
        return engine.notices.get(engine.notices.size() - 1).message();
    }

    @Test
    void takesTheRowsOutAndLoadsTheFileAgain() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n2|b\n");
        put("2", "4|a\n");
        run();
        assertThat(engine.run(REMOVE)).isEqualTo("REMOVE COPY JOB");
        assertThat(told())
                .isEqualTo("2 row(s) of 's3://lake/in/1' are taken out of table f.  1 file(s) of copy job 'j' may load"
                        + " again.  The job is off: COPY JOB RUN j loads them.");
        assertThat(engine.run(SUMS)).isEqualTo("1|4");
        assertThat(engine.run(STATES)).isEqualTo("in/2|I");
        assertThat(engine.run(ACTIONS)).isEqualTo("REMOVE|in/1|100|2 row(s) taken out");
        assertThat(engine.run("SELECT message FROM sys_copy_job_info"))
                .isEqualTo("REMOVE s3://lake/in/1: 2 row(s) taken out");
        put("1", "8|a\n");
        run();
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|12");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I\nin/2|I");
    }

    @Test
    void loadsTheFileAgainSoonWhenTheJobIsOn() {
        engine.store.announce(false);
        engine.run(MARKED + "JOB CREATE j KEYS ASCENDING");
        put("1", "1|a\n");
        put("2", "2|a\n");
        engine.await(SUMS, "2|3");
        engine.run("UPDATE f SET a = 100 WHERE a = 1");
        engine.run(REMOVE);
        assertThat(told()).endsWith("1 file(s) of copy job 'j' may load again.");
        engine.await(SUMS, "2|3");
    }

    @Test
    void takesOutForGoodWhatIsSkippedThenOrGone() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        put("2", "2|a\n");
        run();
        engine.run(REMOVE);
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/1'");
        engine.store.delete(ObjectUri.parse("s3://lake/in/2"));
        engine.run("COPY JOB REMOVE j FILE 's3://lake/in/2'");
        engine.run("COPY JOB ALTER j AUTO ON");
        put("3", "4|a\n");
        engine.await(SUMS, "1|4");
        assertThat(engine.run(STATES)).isEqualTo("in/1|S\nin/3|I");
    }

    @Test
    void takesOutOnlyWhatTheJobHasLoadedWhereLoadsAreKept() {
        engine.run(LOADS + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n2|b\n");
        run();
        engine.run(LOADS);
        assertThat(engine.run(SUMS)).isEqualTo("4|6");
        engine.run(REMOVE);
        assertThat(told()).startsWith("2 row(s) of");
        assertThat(engine.run(SUMS)).isEqualTo("2|3");
        engine.run("COPY JOB DROP j");
        engine.run(MARKED + "JOB CREATE k AUTO OFF BACKFILL");
        engine.run("COPY JOB RUN k");
        assertThat(engine.run(SUMS)).isEqualTo("4|6");
        engine.run("COPY JOB REMOVE k FILE 's3://lake/in/1'");
        assertThat(told()).startsWith("4 row(s) of");
    }

    @Test
    void takesOutTheRowsOfAllVersions() {
        engine.run(LOADS + "JOB CREATE j AUTO OFF ON CHANGE RELOAD");
        put("1", "1|a\n");
        run();
        put("1", "2|b\n");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|3");
        engine.run(REMOVE);
        assertThat(told()).startsWith("2 row(s) of");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("1|2");
    }

    @Test
    void takesOutTheOldRowsOfAFileWhoseNewVersionFailed() {
        engine.run(LOADS + "JOB CREATE j AUTO OFF ON CHANGE REPLACE");
        put("1", "1|a\n");
        run();
        put("1", "x|b\n");
        run();
        assertThat(engine.run(STATES)).isEqualTo("in/1|E");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/1'");
        engine.run(REMOVE);
        assertThat(told()).isEqualTo("1 row(s) of 's3://lake/in/1' are taken out of table f.  It stays skipped.");
        assertThat(engine.run(SUMS)).isEqualTo("0|null");
        assertThat(engine.run(STATES)).isEqualTo("in/1|S");
    }

    @Test
    void refusesWithoutLineageAndTellsHowToGetIt() {
        engine.run(FROM + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        try {
            engine.run(REMOVE);
            throw new AssertionError("not refused");
        } catch (ForebayException e) {
            assertThat(e.is(CommonError.WRONG_STATE)).isTrue();
            assertThat(e).hasMessage("copy job \"j\" does not keep which row of table f is of which file");
            assertThat(e.hint().orElseThrow())
                    .isEqualTo("ALTER TABLE f ADD COLUMN file varchar(1024), and give the job LINEAGE (FILE file, …)"
                            + " with COPY … JOB ALTER j: what it loads from then on can be removed.");
        }
        assertThat(engine.run(SUMS)).isEqualTo("1|1");
    }

    @Test
    void refusesRowsThatBearNoMark() {
        engine.run(FROM + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        engine.run(MARKED + "JOB ALTER j");
        put("2", "2|a\n");
        put("3", "");
        run();
        assertFails(() -> engine.run(REMOVE), "WRONG_STATE", "none of the 1 row(s) that the job has loaded");
        engine.run("COPY JOB REMOVE j FILE 's3://lake/in/2'");
        engine.run("COPY JOB REMOVE j FILE 's3://lake/in/3'");
        assertThat(told()).startsWith("0 row(s) of");
        assertThat(engine.run(SUMS)).isEqualTo("1|1");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I");
    }

    @Test
    void removesAFileOfAnImportedLedgerByItsName() {
        engine.run(LOADS + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        put("2", "2|a\n");
        run();
        engine.run("COPY JOB EXPORT j TO 's3://other/l'");
        engine.run("COPY JOB DROP j");
        engine.run(LOADS + "JOB CREATE j AUTO OFF BACKFILL");
        engine.run("COPY JOB IMPORT j FROM 's3://other/l'");
        assertFails(
                () -> engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'"),
                "WRONG_STATE",
                "'s3://lake/in/1' is loaded, as an imported ledger says");
        engine.run(REMOVE);
        assertThat(told()).startsWith("1 row(s) of");
        assertThat(engine.run(SUMS)).isEqualTo("1|2");
        engine.run("UPDATE f SET f = NULL");
        assertFails(
                () -> engine.run("COPY JOB REMOVE j FILE 's3://lake/in/2'"),
                "WRONG_STATE",
                "no row of 's3://lake/in/2' can be told from others in table f");
    }

    @Test
    void forgetsAFileWhoseRowsSomebodyHasDeleted() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n2|b\n");
        run();
        engine.run("DELETE FROM f");
        engine.run(REMOVE);
        assertThat(told()).startsWith("0 row(s) of");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|3");
    }

    @Test
    void refusesWhatTheJobHasNotLoaded() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        put("1", "x|a\n");
        run();
        assertFails(() -> engine.run(REMOVE), "WRONG_STATE", "has loaded nothing of 's3://lake/in/1'");
        assertFails(
                () -> engine.run("COPY JOB REMOVE j FILE 's3://lake/in/9'"), "WRONG_STATE", "has loaded nothing of");
        assertFails(
                () -> engine.run("COPY JOB REMOVE j FILE 's3://lake/out/9'"),
                "INVALID_PARAMETER",
                "does not lie under");
        assertFails(() -> engine.run("COPY JOB REMOVE k FILE 's3://lake/in/1'"), "UNDEFINED_OBJECT", "does not exist");
        assertThat(engine.run(ACTIONS)).isEmpty();
    }

    @Test
    void removesAFileOfAnEarlierSource() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        engine.run(MARKED.replace("lake/in", "lake/new") + "JOB ALTER j");
        engine.run(REMOVE);
        assertThat(told()).endsWith("The job does not look at it any more: its source is 's3://lake/new'.");
        run();
        assertThat(engine.run(SUMS)).isEqualTo("0|null");
    }

    @Test
    void isTrueWhatRetryAndSkipAdvise() {
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        for (String verb : new String[] {"RETRY", "SKIP"}) {
            try {
                engine.run("COPY JOB " + verb + " j FILE 's3://lake/in/1'");
                throw new AssertionError("not refused");
            } catch (ForebayException e) {
                assertThat(e.hint().orElseThrow()).startsWith(REMOVE + " takes its rows out of the table");
            }
        }
        engine.run(REMOVE);
        String explained = engine.run("COPY JOB EXPLAIN j FILE 's3://lake/in/1'");
        assertThat(explained)
                .contains("the job is off", "; history: REMOVE by user 100 at ", ", before that in load 1000")
                .endsWith(", 1 row(s) taken out");
        run();
        assertThat(engine.run("COPY JOB EXPLAIN j FILE 's3://lake/in/1'"))
                .contains("|loaded|", "; history: REMOVE by user 100 at ");
    }

    @Test
    void removesOnceWhateverBecomesOfTheCommit() {
        engine.run(LOADS + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n2|b\n");
        run();
        engine.commits.loseCommit(CommonError.DISK_FULL);
        assertFails(() -> engine.run(REMOVE), "DISK_FULL", "REMOVE of job");
        assertThat(engine.run(SUMS)).isEqualTo("2|3");
        assertThat(engine.run(STATES)).isEqualTo("in/1|I");
        engine.commits.loseReply();
        engine.run(REMOVE);
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run(SUMS)).isEqualTo("0|null");
        assertThat(engine.run(ACTIONS)).isEqualTo("REMOVE|in/1|100|2 row(s) taken out");
        engine.restart();
        run();
        assertThat(engine.run(SUMS)).isEqualTo("2|3");
    }

    @Test
    void takesNothingOutAfterTheJobChangedHands() throws Exception {
        Path apart = Files.createDirectory(folder.resolve("two"));
        try (TwoServers servers = new TwoServers(apart, Duration.ofSeconds(60), false);
                TwoServers.Server first = servers.start();
                TwoServers.Server second = servers.start()) {
            first.run("CREATE TABLE f (a int, b varchar(5), f varchar(1024), l bigint)");
            first.run(MARKED + "JOB CREATE j AUTO OFF");
            servers.store.put("s3://lake/in/1", "1|a\n");
            first.run("COPY JOB RUN j");
            first.haltAt(LoadStep.BEFORE_COMMIT);
            CompletableFuture<String> remove = CompletableFuture.supplyAsync(() -> {
                try {
                    return first.run(REMOVE);
                } catch (ForebayException e) {
                    return e.code().name();
                }
            });
            first.awaitHalt();
            second.run(MARKED + "JOB ALTER j");
            first.resume();
            assertThat(remove.get(20, TimeUnit.SECONDS)).isEqualTo("LEASE_LOST");
            assertThat(second.run(SUMS)).isEqualTo("1|1");
            assertThat(second.run("SELECT count(*) FROM forebay.job_action")).isEqualTo("0");
            assertThat(second.run(REMOVE)).isEqualTo("REMOVE COPY JOB");
            assertThat(second.run(SUMS)).isEqualTo("0|null");
            second.run("COPY JOB RUN j");
            assertThat(second.run(SUMS)).isEqualTo("1|1");
        }
    }

    @Test
    void waitsForNobodyElsesTransaction() {
        TestWarehouse.assumeDuckDb("PostgreSQL waits, and goes on when the other is rolled back");
        engine.run(MARKED + "JOB CREATE j AUTO OFF");
        put("1", "1|a\n");
        run();
        try (var other = engine.newSession()) {
            EngineFixture.run(other, "BEGIN");
            EngineFixture.run(other, "DELETE FROM f");
            assertFails(() -> engine.run(REMOVE), "CONFLICT", "");
            EngineFixture.run(other, "ROLLBACK");
        }
        engine.run(REMOVE);
        assertThat(engine.run(SUMS)).isEqualTo("0|null");
    }
}
