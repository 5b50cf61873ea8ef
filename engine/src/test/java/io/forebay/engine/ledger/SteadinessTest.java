package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadinessTest {
    private final AtomicLong seconds = new AtomicLong(1_000);
    private final Steadiness steadiness = new Steadiness(Duration.ofSeconds(6), () -> seconds.get() * 1_000_000_000L);

    @Test
    void trustsItselfFromItsStartOn() {
        assertThat(steadiness.is()).isTrue();
        seconds.addAndGet(6);
        assertThat(steadiness.is()).isTrue();
    }

    @Test
    void takesNobodyForGoneAfterItWasGoneItself() {
        seconds.addAndGet(7);
        assertThat(steadiness.is()).isFalse();
        for (int beat = 0; beat < 3; beat++) {
            steadiness.heard();
            assertThat(steadiness.is()).isFalse();
            seconds.addAndGet(2);
        }
        assertThat(steadiness.is()).isTrue();
    }
}
