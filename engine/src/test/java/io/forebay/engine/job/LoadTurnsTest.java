package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.TableName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadTurnsTest {
    private static final TableName T = new TableName("public", "t");
    private static final TableName U = new TableName("public", "u");
    private static final TableName V = new TableName("public", "v");
    private static final StoredObject FILE =
            new StoredObject(ObjectUri.parse("s3://lake/in/1"), 10, "e", Instant.EPOCH);
    private static final List<StoredObject> SMALL = List.of(FILE);
    private static final List<StoredObject> LARGE = Collections.nCopies(5000, FILE);

    private final LoadTurns turns = new LoadTurns(2);

    private CompletableFuture<LoadTurns.Turn> take(TableName table, List<StoredObject> batch) {
        return CompletableFuture.supplyAsync(
                () -> turns.take(table, batch, () -> false), work -> new Thread(work).start());
    }

    private static void awaitState(Thread thread) {
        EngineFixture.await(() -> thread.getState() == Thread.State.TIMED_WAITING, () -> "does not wait");
    }

    @Test
    void letsLoadsIntoDifferentTablesRunAtOnce() throws Exception {
        try (LoadTurns.Turn a = take(T, SMALL).get();
                LoadTurns.Turn b = take(U, SMALL).get()) {
            assertThat(a).isNotSameAs(b);
        }
    }

    @Test
    void letsLoadsIntoOneTableRunInTheOrderTheyAskedWhateverItsSpelling() throws Exception {
        List<Integer> order = new CopyOnWriteArrayList<>();
        LoadTurns.Turn first = take(T, SMALL).get();
        Thread[] threads = new Thread[5];
        AtomicInteger running = new AtomicInteger();
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                try (LoadTurns.Turn turn = turns.take(new TableName("Public", "T"), SMALL, () -> false)) {
                    assertThat(turn).isNotNull();
                    assertThat(running.incrementAndGet()).isEqualTo(1);
                    order.add(number);
                    running.decrementAndGet();
                }
            });
            threads[i].start();
            awaitState(threads[i]);
        }
        first.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void leavesRoomForASmallBatchBesideLargeOnes() throws Exception {
        try (LoadTurns.Turn large = take(T, LARGE).get()) {
            CompletableFuture<LoadTurns.Turn> other = take(U, LARGE);
            try (LoadTurns.Turn small = take(V, SMALL).get()) {
                assertThat(small).isNotSameAs(large);
                assertThat(other).isNotDone();
            }
            large.close();
            other.get().close();
        }
    }

    @Test
    void letsAtMostSoManyRun() throws Exception {
        LoadTurns.Turn a = take(T, SMALL).get();
        LoadTurns.Turn b = take(U, SMALL).get();
        Thread waiting = new Thread(() -> turns.take(V, SMALL, () -> false).close());
        waiting.start();
        awaitState(waiting);
        b.close();
        waiting.join();
        a.close();
    }

    @Test
    void endsAWaitWhenTheJobIsToldToEndAndLetsTheNextOneIn() throws Exception {
        try (LoadTurns.Turn first = take(T, SMALL).get()) {
            assertThat(first).isNotNull();
            CompletableFuture<LoadTurns.Turn> stopped = CompletableFuture.supplyAsync(
                    () -> turns.take(T, SMALL, () -> true), work -> new Thread(work).start());
            assertThatThrownBy(stopped::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ForebayException.class);
        }
        take(T, SMALL).get().close();
    }

    @Test
    void letsOthersInWhileALoadWaitsForItsNextAttempt() throws Exception {
        try (LoadTurns.Turn first = take(T, SMALL).get()) {
            first.during(() -> take(T, SMALL).join().close(), () -> false);
            CompletableFuture<LoadTurns.Turn> other = take(T, SMALL);
            assertThat(other).isNotDone();
            first.close();
            other.get().close();
        }
    }

    @Test
    void leavesNoTurnTakenWhenALoadIsToldToEndWhileItWaits() throws Exception {
        try (LoadTurns.Turn first = take(T, SMALL).get()) {
            assertThatThrownBy(() -> first.during(() -> {}, () -> true)).isInstanceOf(ForebayException.class);
        }
        take(T, SMALL).get().close();
    }
}
