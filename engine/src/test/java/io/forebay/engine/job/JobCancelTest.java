package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.store.StoreCall;
import io.forebay.contract.store.StoreStall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.session.Session;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads that are ended from outside, at the places where that is hard. */
@Timeout(40)
class JobCancelTest extends EngineTest {
    /** A store that is asked by an interrupted thread ends with CANCELLED, and the watch would stay. */
    @Test
    void closesItsWatchAlthoughItIsInterrupted() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        EngineFixture.await(() -> engine.store.watches() == 1, () -> "the job does not watch");
        engine.run("COPY JOB ALTER j AUTO OFF");
        assertThat(engine.store.watches()).isZero();
        engine.run("COPY JOB ALTER j AUTO ON");
        EngineFixture.await(() -> engine.store.watches() == 1, () -> "the job does not watch again");
        engine.run("COPY JOB DROP j");
        assertThat(engine.store.watches()).isZero();
    }

    private static CompletableFuture<Throwable> start(Session session, String sql) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        EngineFixture.run(session, sql);
                        return new AssertionError("was not cancelled");
                    } catch (ForebayException e) {
                        return e;
                    }
                },
                work -> new Thread(work).start());
    }

    private static void assertCancelled(CompletableFuture<Throwable> statement) throws Exception {
        assertThat(statement.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CANCELLED))
                        .as(e.toString())
                        .isTrue());
    }

    @Test
    void cancelsACopyThatWaitsToTryAgain() throws Exception {
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.faults().failAlways(StoreCall.OPEN, StoreError.STORE_AWAY);
        Session session = engine.newSession();
        CompletableFuture<Throwable> copy = start(session, COPY);
        EngineFixture.await(() -> engine.store.faults().calls(StoreCall.OPEN) > 1, () -> "was not tried again");
        session.cancel();
        assertCancelled(copy);
        session.close();
    }

    @Test
    void dropsAJobWhileItReadsWhatABadFileLeft() throws Exception {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "x|bad\n");
        engine.store.put("s3://lake/in/2", "2|b\n");
        CountDownLatch stalled = new CountDownLatch(1);
        StoreStall[] stall = new StoreStall[1];
        engine.store.faults().before(StoreCall.OPEN, 3, uri -> {
            stall[0] = engine.store.faults().stallReads("in/2");
            stalled.countDown();
        });
        Session session = engine.newSession();
        CompletableFuture<Throwable> run = start(session, "COPY JOB RUN j");
        stalled.await();
        stall[0].awaitReader();
        CompletableFuture<Void> drop = CompletableFuture.runAsync(() -> engine.run("COPY JOB DROP j"));
        drop.get(10, TimeUnit.SECONDS);
        assertCancelled(run);
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
        session.close();
    }

    @Test
    void keepsAJobAliveWhoseLoadWasCancelledWhileAFileWasOpened() throws Exception {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        Session session = engine.newSession();
        engine.store.faults().before(StoreCall.OPEN, 1, uri -> session.cancel());
        assertCancelled(start(session, "COPY JOB RUN j"));
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread user = new Thread(() -> {
            engine.store.faults().before(StoreCall.OPEN, 1, uri -> session.cancel());
            try {
                EngineFixture.run(session, "COPY JOB RUN j");
            } catch (ForebayException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        user.start();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();
        session.close();
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void doesNotLoadADroppedJobThatWaitedForItsTurn() throws Exception {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        StoreStall stall = engine.store.faults().stallReads("in/");
        Session first = engine.newSession();
        Session second = engine.newSession();
        CompletableFuture<Throwable> running = start(first, "COPY JOB RUN j");
        stall.awaitReader();
        CompletableFuture<Throwable> waiting = start(second, "COPY JOB RUN j");
        EngineFixture.await(
                () -> engine.run("SELECT count(*) FROM stv_inflight WHERE text LIKE 'COPY JOB RUN%'")
                        .equals("2"),
                () -> "the second RUN did not begin");
        engine.run("COPY JOB DROP j");
        stall.close();
        assertThat(running.get(10, TimeUnit.SECONDS)).isInstanceOf(ForebayException.class);
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(ForebayException.class);
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
        first.close();
        second.close();
    }

    @Test
    void cancelsOnlyItsOwnRun() throws Exception {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.put("s3://lake/in/1", "1|a\n");
        StoreStall stall = engine.store.faults().stallReads("in/");
        Session second = engine.newSession();
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> engine.run("COPY JOB RUN j"));
        stall.awaitReader();
        CompletableFuture<Throwable> waiting = start(second, "COPY JOB RUN j");
        EngineFixture.await(
                () -> second.status() == Session.Status.IDLE && cancelEnds(second, waiting), () -> "no end");
        stall.close();
        assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo("RUN COPY JOB");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        second.close();
    }

    private static boolean cancelEnds(Session session, CompletableFuture<Throwable> statement) {
        session.cancel();
        return statement.isDone();
    }

    @Test
    void cancelsAJobsCreationWhileTheStoreHangs() throws Exception {
        CountDownLatch listing = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        engine.store.faults().before(StoreCall.LIST, 1, uri -> {
            listing.countDown();
            hang(never);
        });
        Session session = engine.newSession();
        CompletableFuture<Throwable> create = start(session, COPY + "JOB CREATE j");
        listing.await();
        assertThatThrownBy(() -> engine.run("COPY JOB SHOW other")).hasMessageContaining("does not exist");
        session.cancel();
        assertCancelled(create);
        session.close();
    }

    @Test
    void endsAJobWhoseListingHangs() throws Exception {
        engine.store.announce(false);
        CountDownLatch listing = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.store.faults().before(StoreCall.LIST, 1, uri -> {
            listing.countDown();
            hang(never);
        });
        engine.run("COPY JOB ALTER j AUTO ON");
        listing.await();
        CompletableFuture<Void> drop = CompletableFuture.runAsync(() -> engine.run("COPY JOB DROP j"));
        drop.get(10, TimeUnit.SECONDS);
        assertThat(engine.run("SELECT count(*) FROM sys_copy_job")).isEqualTo("0");
    }

    @Test
    void cancelsARunWhoseListingHangs() throws Exception {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        CountDownLatch listing = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        engine.store.faults().before(StoreCall.LIST, 1, uri -> {
            listing.countDown();
            hang(never);
        });
        Session session = engine.newSession();
        CompletableFuture<Throwable> run = start(session, "COPY JOB RUN j");
        listing.await();
        session.cancel();
        assertCancelled(run);
        session.close();
    }

    private static void hang(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted", e);
        }
    }
}
