package io.forebay.engine.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.plan.BatchLimits;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals();
    private final List<String> settled = new ArrayList<>();

    @Test
    void givesTheNewestDescriptionAndEverySettlement() throws InterruptedException {
        arrivals.arrived(object("a", "1"), new Noted("first"));
        arrivals.arrived(object("b", "1"), Settlement.NONE);
        arrivals.arrived(object("a", "2"), new Noted("second"));
        Arrivals.Seen seen = arrivals.await(Duration.ofMinutes(1));
        assertThat(seen.objects()).containsExactly(object("a", "2"), object("b", "1"));
        assertThat(seen.scan()).isFalse();
        assertThat(seen.owed().objects()).containsExactly(object("a", "2"));
        seen.owed().settle();
        assertThat(settled).containsExactly("first", "second");
        assertThat(arrivals.await(Duration.ZERO).owed().objects()).isEmpty();
    }

    /** Whoever finds the time not come yet would list for nothing. */
    @Test
    void waitsForAllOfTheTime() throws InterruptedException {
        for (int micros = 100; micros < 5_000; micros += 700) {
            Duration limit = Duration.ofNanos(micros * 1_000L);
            long begun = System.nanoTime();
            arrivals.await(limit);
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(limit.toNanos());
        }
    }

    /** A watch that waits for nothing may tell millions: only what waits is kept. */
    @Test
    void keepsSettlementsOfObjectsThatItForgetsForAScan() throws InterruptedException {
        for (int i = 0; i < 100_001; i++) {
            arrivals.arrived(object("k" + i, "1"), i % 50_000 == 0 ? new Noted("k" + i) : Settlement.NONE);
        }
        Arrivals.Seen seen = arrivals.await(Duration.ofMinutes(1));
        assertThat(seen.objects()).hasSize(1);
        assertThat(seen.scan()).isTrue();
        seen.owed().settle();
        assertThat(settled).containsExactly("k0", "k50000", "k100000");
    }

    @Test
    void settlesEachOnce() throws InterruptedException {
        arrivals.arrived(object("a", "1"), new Noted("a1"));
        arrivals.arrived(object("b", "1"), new Noted("b1"));
        Owed owed = new Owed();
        owed.addAll(arrivals.await(Duration.ZERO).owed());
        arrivals.arrived(object("b", "2"), new Noted("b2"));
        arrivals.arrived(object("c", "1"), new Noted("c1"));
        owed.addAll(arrivals.await(Duration.ZERO).owed());
        owed.addAll(owed);
        assertThat(owed.objects()).containsExactly(object("a", "1"), object("b", "2"), object("c", "1"));
        owed.settleAllBut(List.of(object("b", "2"), object("d", "1")));
        assertThat(settled).containsExactly("a1", "c1");
        assertThat(owed.objects()).containsExactly(object("b", "2"));
        owed.settle();
        assertThat(settled).containsExactly("a1", "c1", "b1", "b2");
        owed.settle();
        assertThat(owed.isEmpty()).isTrue();
        assertThat(settled).hasSize(4);
    }

    @Test
    void pausesWhateverIsToldUntilItIsWoken() throws InterruptedException {
        arrivals.arrived(object("a", "1"), Settlement.NONE);
        long began = System.nanoTime();
        arrivals.pause(Duration.ofMillis(60));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(50));
        arrivals.wake();
        arrivals.pause(Duration.ofMinutes(5));
        arrivals.pause(Duration.ofMillis(1));
        assertThat(arrivals.size()).isEqualTo(1);
    }

    @Test
    void givesAtOnceWhatItIsWokenFor() throws InterruptedException {
        Duration minute = Duration.ofMinutes(1);
        arrivals.wake(List.of(object("a", "1")));
        Arrivals.Seen seen = arrivals.await(minute, minute, BatchLimits.DEFAULT);
        assertThat(seen.objects()).containsExactly(object("a", "1"));
        assertThat(seen.scan()).isFalse();
        assertThat(seen.owed().isEmpty()).isTrue();
        arrivals.wake(List.of());
        arrivals.pause(minute);
        assertThat(arrivals.await(minute).scan()).isTrue();
        arrivals.wake(List.of());
        assertThat(arrivals.await(minute).scan()).isTrue();
        assertThat(arrivals.await(Duration.ZERO).scan()).isFalse();
    }

    private final class Noted implements Settlement {
        private final String name;

        Noted(String name) {
            this.name = name;
        }

        @Override
        public void settled() {
            settled.add(name);
        }
    }

    private static StoredObject object(String key, String etag) {
        return new StoredObject(new ObjectUri("s3", "lake", key), 1, etag, Instant.EPOCH);
    }
}
