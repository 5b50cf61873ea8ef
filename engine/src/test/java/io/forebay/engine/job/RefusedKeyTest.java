package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineTest;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One key that the store refuses, or does not answer for at once, keeps no other back. */
@Timeout(60)
class RefusedKeyTest extends EngineTest {
    private static final String FAILED = "SELECT count(*) FROM sys_copy_job_detail WHERE status = 'E'";

    private void put(int from, int to, String row) {
        for (int file = from; file < to; file++) {
            engine.store.put("s3://lake/in/" + file, row);
        }
    }

    private void refuse(StoreCall call, String key) {
        // With this number before every call, not one of them.
        engine.store.faults().before(call, Integer.MAX_VALUE, uri -> {
            if (uri.key().equals(key)) {
                throw new ForebayException(StoreError.ACCESS_DENIED, "no permission for " + uri);
            }
        });
    }

    @Test
    void loadsTheOthersWhenOneMayNotBeLookedAt() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        put(1, 4, "1|a\n");
        refuse(StoreCall.UNFINISHED, "in/2");
        assertFails(() -> engine.run("COPY JOB RUN j"), "ACCESS_DENIED", "no permission for s3://lake/in/2");
        assertThat(engine.run(TOTALS)).isEqualTo("2|2");
        assertThat(engine.run("COPY JOB DRY RUN j"))
                .startsWith("s3://lake/in/2|")
                .endsWith("|new, but the store refuses it");
        engine.store.faults().clear();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("3|3");
        assertThat(engine.run(FAILED)).isEqualTo("0");
    }

    @Test
    void goesOnByItselfAndTellsWhatIsRefused() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        refuse(StoreCall.UNFINISHED, "in/2");
        put(1, 4, "1|a\n");
        engine.await(TOTALS, "2|2");
        engine.await("SELECT last_trouble FROM job_status", "no permission for s3://lake/in/2");
        put(4, 9, "1|a\n");
        engine.await(TOTALS, "7|7");
        engine.store.faults().clear();
        engine.await(TOTALS, "8|8");
    }

    @Test
    void goesOnAfterMemoryHasRunOutAndTellsIt() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        engine.store.faults().before(StoreCall.UNFINISHED, 1, uri -> {
            throw new OutOfMemoryError("for this test");
        });
        put(1, 4, "1|a\n");
        engine.await(TOTALS, "3|3");
        assertThat(engine.run("SELECT last_trouble FROM job_status")).contains("OutOfMemoryError: for this test");
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job_info WHERE message LIKE '%OutOfMemoryError%'"))
                .isEqualTo("1");
    }

    @Test
    void loadsTheOtherChangesWhenOneMayNotBeAskedFor() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON CHANGE RELOAD");
        put(1, 4, "1|a\n");
        engine.run("COPY JOB RUN j");
        put(1, 5, "10|b\n");
        refuse(StoreCall.FIND, "in/2");
        assertFails(() -> engine.run("COPY JOB RUN j"), "ACCESS_DENIED", "no permission for s3://lake/in/2");
        assertThat(engine.run(TOTALS)).isEqualTo("6|33");
        engine.store.faults().clear();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("7|43");
    }

    @Test
    void tellsOfTheOtherChangesWhenOneMayNotBeAskedFor() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON CHANGE ERROR");
        put(1, 4, "1|a\n");
        engine.run("COPY JOB RUN j");
        put(1, 4, "10|b\n");
        refuse(StoreCall.FIND, "in/1");
        assertFails(() -> engine.run("COPY JOB RUN j"), "ACCESS_DENIED", "no permission for s3://lake/in/1");
        assertThat(engine.run("SELECT action, object_key FROM forebay.job_action ORDER BY object_key"))
                .isEqualTo("CHANGED|in/2\nCHANGED|in/3");
    }

    @Test
    void asksAgainWhenAnAnswerDoesNotCome() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON CHANGE RELOAD");
        put(1, 4, "1|a\n");
        engine.run("COPY JOB RUN j");
        put(1, 4, "10|b\n");
        engine.store.faults().fail(StoreCall.FIND, 2, StoreError.STORE_AWAY);
        engine.store.faults().fail(StoreCall.UNFINISHED, 3, StoreError.STORE_AWAY);
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("6|33");
    }

    @Test
    void loadsTheFirstChangesBeforeItHasAskedForAll() {
        engine.run(COPY + "JOB CREATE j AUTO OFF ON CHANGE RELOAD");
        put(0, 1_200, "1|a\n");
        engine.run("COPY JOB RUN j");
        put(0, 1_200, "10|b\n");
        int before = engine.store.faults().calls(StoreCall.FIND);
        AtomicInteger asked = new AtomicInteger();
        engine.store
                .faults()
                .before(
                        StoreCall.OPEN,
                        1,
                        uri -> asked.set(engine.store.faults().calls(StoreCall.FIND) - before));
        engine.run("COPY JOB RUN j");
        assertThat(asked.get()).isEqualTo(500);
        assertThat(engine.run(TOTALS)).isEqualTo("2400|13200");
    }

    @Test
    void stopsWhileItAsks() throws InterruptedException {
        engine.run(COPY + "JOB CREATE j AUTO ON ON CHANGE RELOAD");
        put(0, 100, "1|a\n");
        engine.await("SELECT count(*) FROM t", "100");
        CountDownLatch asking = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        engine.store.announce(false);
        engine.store.faults().before(StoreCall.FIND, Integer.MAX_VALUE, uri -> {
            if (asked.incrementAndGet() == 3) {
                asking.countDown();
                untilInterrupted();
            }
        });
        put(0, 100, "1|b\n");
        asking.await();
        engine.run("COPY JOB ALTER j AUTO OFF");
        assertThat(asked.get()).isEqualTo(3);
    }

    /** The interrupt is not handed on: a store may miss it. */
    private static void untilInterrupted() {
        while (!Thread.interrupted()) {
            LockSupport.park();
        }
    }
}
