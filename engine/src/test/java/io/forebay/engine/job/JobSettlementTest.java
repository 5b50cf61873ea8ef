package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job tells a watch when it is done with what the watch told it: then, and not before. */
@Timeout(60)
class JobSettlementTest extends EngineTest {
    @Test
    void settlesWhatIsIngestedOrFailedOrKnown() {
        createWatchingJob();
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
        awaitAllSettled();
        engine.store.put("s3://lake/in/2", "bad\n");
        awaitAllSettled();
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|I\nin/2|E");
        engine.store.put("s3://lake/in/1", "5|b\n");
        awaitAllSettled();
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    /** Whatever fails, the ledger does not know the file before it is settled. */
    @Test
    void settlesNothingThatIsNotInTheLedger() {
        createWatchingJob();
        engine.run("DROP TABLE t");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await("SELECT count(*) > 0 FROM sys_copy_job_info", "true");
        engine.store.put("s3://lake/in/2", "2|a\n");
        assertThat(engine.store.unsettled()).containsExactly(uri("in/1"), uri("in/2"));
        engine.run("CREATE TABLE t (a int, b varchar(5))");
        engine.await(TOTALS, "2|3");
        awaitAllSettled();
    }

    @Test
    void settlesWhatAStoreThatWasAwayGivesInTheEnd() {
        createWatchingJob();
        engine.store.faults().failAlways(StoreCall.OPEN, StoreError.STORE_AWAY);
        engine.store.put("s3://lake/in/1", "1|a\n");
        EngineFixture.await(
                () -> engine.store.faults().calls(StoreCall.OPEN) > 2, () -> "the store was not asked again");
        assertThat(engine.store.unsettled()).containsExactly(uri("in/1"));
        engine.store.faults().clear();
        engine.await(TOTALS, "1|1");
        awaitAllSettled();
    }

    @Test
    void settlesNothingForAFileThatIsStillGrowing() {
        createWatchingJob();
        engine.store.growing(uri("in/1"), true);
        engine.store.put("s3://lake/in/1", "1|a\n");
        awaitListings(8);
        engine.store.put("s3://lake/in/2", "2|a\n");
        engine.await(TOTALS, "1|2");
        awaitUnsettled("in/1");
        engine.store.growing(uri("in/1"), false);
        engine.await(TOTALS, "2|3");
        awaitAllSettled();
    }

    /** One file that cannot be loaded keeps back its own message, and no other. */
    @Test
    void settlesTheOthersWhileTheStoreRefusesOne() {
        createWatchingJob();
        engine.store.faults().before(StoreCall.UNFINISHED, Integer.MAX_VALUE, uri -> {
            if (uri.key().equals("in/2")) {
                throw new ForebayException(StoreError.ACCESS_DENIED, "no permission for " + uri);
            }
        });
        for (int file = 1; file < 4; file++) {
            engine.store.put("s3://lake/in/" + file, "1|a\n");
        }
        engine.await(TOTALS, "2|2");
        awaitUnsettled("in/2");
        engine.store.put("s3://lake/in/4", "1|a\n");
        engine.await(TOTALS, "3|3");
        awaitUnsettled("in/2");
        engine.store.faults().clear();
        engine.await(TOTALS, "4|4");
        awaitAllSettled();
    }

    /** An event for a known key asks whether the object has changed, as a listing does. */
    @Test
    void settlesAChangedFileWhenItIsLoadedAgain() {
        engine.run(COPY + "JOB CREATE j AUTO ON ON CHANGE RELOAD");
        EngineFixture.await(() -> engine.store.watches() == 1, () -> "the job does not watch");
        StoredObject old = engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
        awaitAllSettled();
        engine.run("DROP TABLE t");
        engine.store.put("s3://lake/in/1", "5|b\n");
        engine.await("SELECT count(*) > 0 FROM sys_copy_job_info", "true");
        assertThat(engine.store.unsettled()).containsExactly(uri("in/1"));
        engine.run("CREATE TABLE t (a int, b varchar(5))");
        engine.await(TOTALS, "1|5");
        awaitAllSettled();
        engine.store.tell(old);
        awaitAllSettled();
        assertThat(engine.run(TOTALS)).isEqualTo("1|5");
    }

    @Test
    void settlesAChangeThatIsOnlyToldOf() {
        engine.run(COPY + "JOB CREATE j AUTO ON ON CHANGE ERROR");
        EngineFixture.await(() -> engine.store.watches() == 1, () -> "the job does not watch");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await(TOTALS, "1|1");
        engine.store.put("s3://lake/in/1", "5|b\n");
        awaitAllSettled();
        assertThat(engine.run("SELECT action, object_key FROM forebay.job_action"))
                .isEqualTo("CHANGED|in/1");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void settlesByAScanWhatItWasToldBeforeEventsWereLost() {
        createWatchingJob();
        engine.run("DROP TABLE t");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.loseEvents();
        engine.run("CREATE TABLE t (a int, b varchar(5))");
        engine.await(TOTALS, "1|1");
        awaitAllSettled();
    }

    /** The interval passes although something is told all the time. */
    @Test
    void listsAtItsIntervalHoweverManyEventsCome() {
        createWatchingJob();
        engine.store.announce(false);
        engine.store.put("s3://lake/in/lost", "1000|a\n");
        engine.store.announce(true);
        int[] number = {0};
        EngineFixture.await(
                () -> {
                    engine.store.put("s3://lake/in/" + number[0]++, "0|a\n");
                    return engine.run("SELECT sum(a) FROM t").equals("1000");
                },
                () -> "the file whose event was lost is not found after " + number[0] + " other events");
        awaitAllSettled();
    }

    @Test
    void leavesToTheWatchWhatItsEndFindsUnsettled() {
        createWatchingJob();
        engine.run("DROP TABLE t");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.await("SELECT count(*) > 0 FROM sys_copy_job_info", "true");
        engine.run("COPY JOB ALTER j AUTO OFF");
        assertThat(engine.store.unsettled()).containsExactly(uri("in/1"));
    }

    private void createWatchingJob() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        EngineFixture.await(() -> engine.store.watches() == 1, () -> "the job does not watch");
    }

    private void awaitListings(int count) {
        int lists = engine.store.faults().calls(StoreCall.LIST);
        EngineFixture.await(
                () -> engine.store.faults().calls(StoreCall.LIST) > lists + count, () -> "the prefix is not listed");
    }

    private void awaitUnsettled(String key) {
        EngineFixture.await(
                () -> engine.store.unsettled().equals(List.of(uri(key))),
                () -> "not settled: " + engine.store.unsettled());
    }

    private void awaitAllSettled() {
        EngineFixture.await(() -> engine.store.unsettled().isEmpty(), () -> "not settled: " + engine.store.unsettled());
    }

    private static ObjectUri uri(String key) {
        return new ObjectUri("s3", "lake", key);
    }
}
