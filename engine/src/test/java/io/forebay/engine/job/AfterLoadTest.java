package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineTest;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AFTER LOAD: what was loaded goes, nothing else does. */
@Timeout(60)
class AfterLoadTest extends EngineTest {
    private static final String DELETE = COPY + "JOB CREATE j AUTO OFF AFTER LOAD DELETE";
    private static final String MOVE = COPY + "JOB CREATE j AUTO OFF AFTER LOAD MOVE TO 's3://other/done/'";
    private static final String OWED = "SELECT owed_files, refused_files FROM job_status";
    private static final String OUTCOMES =
            "SELECT object_key, outcome, target FROM forebay.job_consumed ORDER BY recorded, object_key";
    private static final String ACTIONS =
            "SELECT action, object_key, detail FROM forebay.job_action ORDER BY action_id";
    private static final String TROUBLES = "SELECT count(*) FROM sys_copy_job_info WHERE message LIKE 'AFTER LOAD%'";

    private StoredObject put(String key, String text) {
        return engine.store.put("s3://lake/" + key, text);
    }

    private void run() {
        engine.run("COPY JOB RUN j");
    }

    private String keys(String prefix) {
        ObjectUri uri = ObjectUri.parse(prefix);
        List<String> keys = engine.store.list(uri, "", 1000).stream()
                .map(object -> object.uri().key())
                .toList();
        return String.join(" ", keys);
    }

    private String explain(String key) {
        return engine.run("COPY JOB EXPLAIN j FILE 's3://lake/" + key + "'");
    }

    @Test
    void deletesWhatItHasLoadedAndNothingElse() {
        put("in/before", "8|z\n");
        engine.run(DELETE);
        put("in/1", "1|a\n");
        put("in/2", "x|b\n");
        put("in/3", "4|c\n");
        put("in/4", "16|d\n");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/4'");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|5");
        assertThat(keys("s3://lake/")).isEqualTo("in/2 in/4 in/before");
        assertThat(engine.run(OWED)).isEqualTo("0|0");
        assertThat(engine.run(OUTCOMES)).isEqualTo("in/1|D|\nin/3|D|");
        assertThat(engine.run(ACTIONS)).startsWith("SKIP|in/4").doesNotContain("\n");
        assertThat(explain("in/1")).contains("|loaded|", "; deleted after the load at 2", "gone from the store");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("2|5");
    }

    @Test
    void takesTheOthersOutWhileTheStoreRefusesOne() {
        engine.run(DELETE);
        put("in/1", "1|a\n");
        put("in/2", "2|b\n");
        engine.store.faults().before(StoreCall.OPEN, Integer.MAX_VALUE, uri -> {
            if (uri.key().equals("in/1")) {
                throw new ForebayException(StoreError.ACCESS_DENIED, "no permission for " + uri);
            }
        });
        assertFails(this::run, "ACCESS_DENIED", "no permission");
        assertThat(engine.run(TOTALS)).isEqualTo("1|2");
        assertThat(keys("s3://lake/")).isEqualTo("in/1");
    }

    /** A store says that neither the object nor its name is to blame, as when credentials have expired. */
    @Test
    void refusesNothingForGoodThatMayBeAllowedAgain() {
        engine.run(MOVE);
        put("in/1", "1|a\n");
        engine.store.faults().before(StoreCall.COPY, 1, uri -> {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "status 400");
        });
        run();
        assertThat(engine.run(OWED)).isEqualTo("1|0");
        run();
        assertThat(engine.run(OWED)).isEqualTo("0|0");
        assertThat(keys("s3://other/")).isEqualTo("done/in/1");
    }

    @Test
    void movesByTheKeyBehindTheFolderOfTheSource() {
        engine.run(MOVE);
        put("in", "1|a\n");
        put("in/a+b c%2F.csv", "2|b\n");
        put("in/deep/er/x", "4|c\n");
        put("in-old/x", "8|d\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("4|15");
        assertThat(keys("s3://lake/")).isEmpty();
        assertThat(keys("s3://other/")).isEqualTo("done/in done/in-old/x done/in/a+b c%2F.csv done/in/deep/er/x");
        assertThat(explain("in-old/x")).contains("; moved to 's3://other/done/in-old/x' after the load at 2");
        engine.run("COPY JOB DROP j");
        engine.run(
                "COPY t FROM 's3://lake/deep/in/'" + ROLE + "JOB CREATE j AUTO OFF AFTER LOAD MOVE TO 's3://other/2/'");
        put("deep/in/y/z", "16|e\n");
        run();
        assertThat(keys("s3://other/2/")).isEqualTo("2/y/z");
    }

    @Test
    void doesSoByItselfAndGoesOn() {
        engine.run(COPY + "JOB CREATE j AFTER LOAD MOVE TO 's3://lake/done/'");
        for (int i = 0; i < 200; i++) {
            put("in/" + i, "1|a\n");
        }
        engine.await(TOTALS, "200|200");
        engine.await(OWED, "0|0");
        assertThat(keys("s3://lake/in")).isEmpty();
        assertThat(engine.store.list(ObjectUri.parse("s3://lake/done/"), "", 1000))
                .hasSize(200);
        put("in/new", "1|a\n");
        engine.await("SELECT count(*) FROM forebay.job_consumed WHERE outcome = 'M'", "201");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job_info")).isEqualTo("0");
    }

    @Test
    void owesNothingWhatDidNotCommit() {
        engine.run(DELETE);
        put("in/1", "1|a\n");
        engine.store.faults().before(StoreCall.DELETE, 1, uri -> {
            assertThat(engine.run(TOTALS)).isEqualTo("1|1");
            assertThat(engine.run(OWED)).isEqualTo("1|0");
        });
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(keys("s3://lake/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isDoneOnceWhenTheOutcomeOfACommitIsNotKnown(boolean durable) {
        engine.run(MOVE);
        put("in/1", "1|a\n");
        // From the copy on the next commit is the one that tells the ledger of it.
        engine.store.faults().before(StoreCall.DELETE, 1, uri -> {
            if (durable) {
                engine.commits.loseReply();
            } else {
                engine.commits.loseCommit(CommonError.CONNECTION_LOST);
            }
        });
        run();
        run();
        assertThat(engine.commits.over()).isTrue();
        assertThat(engine.run(OUTCOMES)).isEqualTo("in/1|M|s3://other/done/in/1");
        assertThat(engine.run(OWED)).isEqualTo("0|0");
        assertThat(keys("s3://other/")).isEqualTo("done/in/1");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COPY", "COPIED", "DELETE", "DELETED"})
    void triesAgainWhatTheStoreDidNotAnswer(StoreCall call) {
        engine.run(MOVE);
        put("in/1", "1|a\n");
        put("in/2", "2|a\n");
        engine.store.faults().fail(call, 1, StoreError.STORE_AWAY);
        run();
        assertThat(engine.run(OWED)).isEqualTo("1|0");
        assertThat(engine.run(TROUBLES)).isEqualTo("1");
        String left = engine.run("SELECT object_key FROM forebay.job_owed");
        assertThat(explain(left)).contains("to be moved to 's3://other/done/", "tried again after: Fault");
        run();
        assertThat(engine.run(OWED)).isEqualTo("0|0");
        assertThat(engine.run("SELECT count(*), min(outcome), max(outcome) FROM forebay.job_consumed"))
                .isEqualTo("2|M|M");
        assertThat(keys("s3://other/")).isEqualTo("done/in/1 done/in/2");
        assertThat(keys("s3://lake/")).isEmpty();
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void loadsWhileTheStoreDoesNotLetItDelete() {
        engine.store.faults().failAlways(StoreCall.DELETE, StoreError.ACCESS_DENIED);
        engine.run(COPY + "JOB CREATE j AFTER LOAD DELETE");
        for (int i = 0; i < 5; i++) {
            put("in/" + i, "1|a\n");
            engine.await(TOTALS, (i + 1) + "|" + (i + 1));
        }
        engine.await(TROUBLES, "1");
        assertThat(engine.run(OWED)).isEqualTo("5|0");
        assertThat(engine.run("SELECT last_trouble FROM job_status")).isEqualTo("null");
        engine.store.faults().clear();
        engine.await(OWED, "0|0");
        assertThat(keys("s3://lake/")).isEmpty();
        assertThat(engine.run(TROUBLES)).isEqualTo("1");
    }

    @Test
    void oneThatCannotGoKeepsNoOtherBack() {
        engine.run(DELETE);
        for (int i = 0; i < 300; i++) {
            put("in/%03d".formatted(i), "1|a\n");
        }
        for (int i = 0; i < 3; i++) {
            engine.store.faults().fail(StoreCall.DELETE, 1 + i, StoreError.ACCESS_DENIED);
        }
        run();
        assertThat(engine.run(OWED)).isEqualTo("3|0");
        run();
        assertThat(engine.run(OWED)).isEqualTo("0|0");
    }

    @Test
    void neverDeletesAnObjectThatItHasNotRead() {
        engine.run(DELETE);
        StoredObject first = put("in/1", "1|a\n");
        engine.store.faults().before(StoreCall.DELETE, 1, uri -> put("in/1", "2|b\n"));
        run();
        assertThat(keys("s3://lake/")).isEqualTo("in/1");
        assertThat(engine.run(OWED)).isEqualTo("0|0");
        assertThat(engine.run(OUTCOMES)).isEqualTo("in/1|L|");
        assertThat(engine.run(ACTIONS))
                .isEqualTo("LEFT|in/1|was overwritten after its load as ETag " + first.etag() + ", so it stays");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job_info")).isEqualTo("1");
        assertThat(explain("in/1")).contains("; left, being another object by then, after the load at 2");
    }

    /** One after the other: what is owed together goes at the same time. */
    @Test
    void neverDeletesAnObjectThatWasOverwrittenWhileItWasCopied() {
        engine.run(MOVE);
        put("in/1", "1|a\n");
        engine.store.faults().before(StoreCall.COPY, 1, uri -> put("in/1", "2|b\n"));
        run();
        assertThat(keys("s3://other/")).isEmpty();
        put("in/2", "8|a\n");
        engine.store.faults().before(StoreCall.COPIED, 1, uri -> put("in/2", "16|b\n"));
        run();
        assertThat(keys("s3://lake/")).isEqualTo("in/1 in/2");
        assertThat(keys("s3://other/")).isEqualTo("done/in/2");
        assertThat(engine.run(OUTCOMES)).isEqualTo("in/1|L|\nin/2|L|");
        assertThat(engine.run(ACTIONS)).endsWith("so it stays; what was loaded is at 's3://other/done/in/2'");
    }

    @Test
    void reloadsWhatIsPutAgainUnderTheSameName() {
        engine.run(DELETE + " ON CHANGE RELOAD");
        for (int day = 0; day < 3; day++) {
            put("in/latest", "1|a\n");
            run();
            assertThat(engine.run(TOTALS)).isEqualTo((day + 1) + "|" + (day + 1));
            assertThat(keys("s3://lake/")).isEmpty();
        }
        put("in/latest", "1|a\n");
        engine.store.faults().before(StoreCall.DELETE, 1, uri -> put("in/latest", "16|b\n"));
        run();
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("5|20");
        assertThat(keys("s3://lake/")).isEmpty();
    }

    @Test
    void leavesAnObjectWhoseNameWasLoadedBefore() {
        engine.run(DELETE);
        put("in/latest", "1|a\n");
        run();
        put("in/latest", "2|a\n");
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(keys("s3://lake/")).isEqualTo("in/latest");
    }

    @Test
    void refusesToMoveOverAnotherObjectUntilAUserHasItTriedAgain() {
        engine.run(MOVE);
        put("in/1", "1|a\n");
        put("in/2", "2|a\n");
        engine.store.put("s3://other/done/in/1", "a stranger's");
        run();
        assertThat(engine.run(OWED)).isEqualTo("0|1");
        assertThat(keys("s3://lake/")).isEqualTo("in/1");
        assertThat(engine.run(ACTIONS))
                .startsWith("REFUSED|in/1|stays: another object is there already, 's3://other/done/in/1'")
                .endsWith("COPY JOB RETRY j FILE 's3://lake/in/1' has it moved to 's3://other/done/in/1' then");
        int copies = engine.store.faults().calls(StoreCall.COPY);
        run();
        engine.restart();
        run();
        assertThat(engine.store.faults().calls(StoreCall.COPY)).isEqualTo(copies);
        assertThat(explain("in/1"))
                .contains("to be moved to 's3://other/done/in/1', which was refused: COPY JOB RETRY");
        engine.store.delete(ObjectUri.parse("s3://other/done/in/1"));
        engine.notices.clear();
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'");
        assertThat(engine.run(OWED)).isEqualTo("1|0");
        run();
        assertThat(engine.run(OWED)).isEqualTo("0|0");
        assertThat(keys("s3://other/")).isEqualTo("done/in/1 done/in/2");
        assertThat(keys("s3://lake/")).isEmpty();
        assertFails(() -> engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'"), "WRONG_STATE", "was loaded by load");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void retriesAllThatWasRefusedWithWhatFailed() {
        engine.run(COPY + "JOB CREATE j AFTER LOAD MOVE TO 's3://other/done/'");
        engine.store.put("s3://other/done/in/1", "a stranger's");
        engine.store.put("s3://other/done/in/2", "a stranger's");
        put("in/1", "1|a\n");
        put("in/2", "2|a\n");
        engine.await(OWED, "0|2");
        engine.store.delete(ObjectUri.parse("s3://other/done/in/1"));
        engine.store.delete(ObjectUri.parse("s3://other/done/in/2"));
        engine.run("COPY JOB RETRY j FAILED");
        engine.await(OWED, "0|0");
        assertThat(keys("s3://other/")).isEqualTo("done/in/1 done/in/2");
        assertThat(engine.run("COPY JOB RETRY j FAILED")).isNotEmpty();
    }

    @Test
    void whatLoadsAgainIsNotOwed() {
        engine.run("CREATE TABLE m (a int, b varchar(5), f varchar(1024))");
        engine.run("COPY m (a, b) FROM 's3://lake/in'" + ROLE
                + "LINEAGE (FILE f) JOB CREATE j AUTO OFF AFTER LOAD DELETE");
        put("in/1", "1|a\n");
        engine.store.faults().failAlways(StoreCall.DELETE, StoreError.STORE_AWAY);
        run();
        assertThat(engine.run(OWED)).isEqualTo("1|0");
        engine.run("COPY JOB REMOVE j FILE 's3://lake/in/1'");
        assertThat(engine.run(OWED)).isEqualTo("0|0");
        engine.store.faults().clear();
        run();
        assertThat(engine.run("SELECT count(*) FROM m")).isEqualTo("1");
        assertThat(keys("s3://lake/")).isEmpty();
    }

    @Test
    void aDroppedJobOwesNothing() {
        engine.run(DELETE);
        put("in/1", "1|a\n");
        engine.store.faults().failAlways(StoreCall.DELETE, StoreError.STORE_AWAY);
        run();
        engine.run("COPY JOB DROP j");
        engine.store.faults().clear();
        engine.restart();
        assertThat(engine.run("SELECT count(*) FROM forebay.job_owed")).isEqualTo("0");
        assertThat(keys("s3://lake/")).isEqualTo("in/1");
    }

    @Test
    void holdsForWhatIsLoadedFromTheAlterOn() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        put("in/1", "1|a\n");
        run();
        engine.run(COPY + "JOB ALTER j AFTER LOAD MOVE TO 's3://other/done/'");
        put("in/2", "2|a\n");
        engine.store.faults().failAlways(StoreCall.COPY, StoreError.STORE_AWAY);
        run();
        assertThat(keys("s3://lake/")).isEqualTo("in/1 in/2");
        engine.store.faults().clear();
        engine.run(COPY + "JOB ALTER j");
        put("in/3", "4|a\n");
        run();
        assertThat(keys("s3://lake/")).isEqualTo("in/1 in/3");
        assertThat(keys("s3://other/")).isEqualTo("done/in/2");
    }

    @Test
    void movesNothingUnderTheSourceThatAnAlterGave() {
        engine.run(COPY + "JOB CREATE j AUTO OFF AFTER LOAD MOVE TO 's3://lake/done/'");
        put("in/1", "1|a\n");
        engine.store.faults().failAlways(StoreCall.COPY, StoreError.STORE_AWAY);
        run();
        engine.store.faults().clear();
        engine.run("COPY t FROM 's3://lake/done/'" + ROLE + "JOB ALTER j");
        run();
        run();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(keys("s3://lake/")).isEqualTo("in/1");
        assertThat(engine.run(ACTIONS))
                .startsWith("LEFT|in/1|stays: 's3://lake/done/in/1' lies under the job's source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://lake/in/done/", "s3://lake/", "s3://lake/i/"})
    void refusesATargetThatComesBack(String target) {
        String source = target.equals("s3://lake/i/") ? "s3://lake/i/n" : "s3://lake/in/";
        assertFails(
                () -> engine.run(
                        "COPY t FROM '" + source + "'" + ROLE + "JOB CREATE j AFTER LOAD MOVE TO '" + target + "'"),
                target.contains("done") ? "SYNTAX" : "INVALID_PARAMETER",
                "load");
    }

    @Test
    void refusesABucketThatIsNotThere() {
        String nowhere = COPY + "JOB CREATE j AFTER LOAD MOVE TO 's3://nowhere/done/'";
        assertFails(() -> engine.run(nowhere), "BUCKET_NOT_FOUND", "nowhere");
        engine.run(COPY + "JOB CREATE j");
        assertFails(() -> engine.run(nowhere.replace("CREATE", "ALTER")), "BUCKET_NOT_FOUND", "nowhere");
    }

    @Test
    void reconcileMissesNothingThatItHasTakenItself() {
        engine.run("CREATE TABLE m (a int, b varchar(5), f varchar(1024))");
        engine.run("COPY m (a, b) FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE f) JOB CREATE j AUTO OFF");
        put("in/1", "1|a\n");
        run();
        engine.run("COPY m (a, b) FROM 's3://lake/in'" + ROLE + "LINEAGE (FILE f) JOB ALTER j AFTER LOAD DELETE");
        put("in/2", "2|a\n");
        put("in/3", "4|a\n");
        run();
        engine.store.delete(ObjectUri.parse("s3://lake/in/1"));
        assertThat(engine.run("COPY JOB RECONCILE j"))
                .contains("s3://lake/in/1|NOT IN STORE")
                .doesNotContain("s3://lake/in/2|NOT IN STORE", "s3://lake/in/3|NOT IN STORE");
    }

    @Test
    void whatSomebodyElseTookAwayIsDone() {
        engine.run(MOVE);
        put("in/1", "1|a\n");
        engine.store.faults().before(StoreCall.COPY, 1, uri -> engine.store.delete(ObjectUri.parse("s3://lake/in/1")));
        run();
        assertThat(engine.run(OUTCOMES)).isEqualTo("in/1|G|");
        assertThat(explain("in/1")).contains("found gone, by somebody else's doing, after the load at 2");
    }

    @Test
    void refusesWhatTheStoreCannotName() {
        engine.run(MOVE);
        put("in/1", "1|a\n");
        engine.store
                .faults()
                .fail(
                        StoreCall.COPY,
                        1,
                        () -> new ForebayException(StoreError.INVALID_KEY, "no such name is possible"));
        run();
        assertThat(engine.run(OWED)).isEqualTo("0|1");
        assertThat(engine.run(ACTIONS)).startsWith("REFUSED|in/1|no such name is possible; COPY JOB RETRY j FILE");
    }
}
