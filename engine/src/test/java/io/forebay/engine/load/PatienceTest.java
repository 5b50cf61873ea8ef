package io.forebay.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.time.TurnedClock;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final StoredObject FILE = object("s3://lake/in/a");
    private static final StoredObject OTHER = object("s3://lake/in/b");

    private final TurnedClock clock = new TurnedClock("2026-11-27T00:00:00Z");
    private final Patience patience = new Patience(Duration.ofMinutes(15), clock);

    private static StoredObject object(String uri) {
        return new StoredObject(ObjectUri.parse(uri), 1, "e", Instant.EPOCH);
    }

    private boolean goneAfter(int minutes, boolean otherLoads) {
        clock.turn(Duration.ofMinutes(minutes));
        if (otherLoads) {
            patience.loaded(List.of(OTHER));
        }
        return patience.gone(FILE);
    }

    @Test
    void givesAFileUpThatWasInTroubleAllTheTimeWhileOthersLoaded() {
        assertThat(patience.gone(FILE)).isFalse();
        for (int minute = 1; minute < 15; minute++) {
            assertThat(goneAfter(1, true)).isFalse();
        }
        assertThat(goneAfter(1, true)).isTrue();
    }

    @Test
    void keepsAFileWhenNothingWasLoadedSinceItWasTriedTheLastTime() {
        assertThat(patience.gone(FILE)).isFalse();
        for (int minute = 1; minute < 60; minute++) {
            assertThat(goneAfter(1, minute < 15)).isFalse();
        }
        assertThat(goneAfter(1, true)).isTrue();
    }

    @Test
    void beginsAnewAfterABreak() {
        assertThat(patience.gone(FILE)).isFalse();
        assertThat(goneAfter(15, true)).isFalse();
        assertThat(goneAfter(1, true)).isFalse();
    }

    @Test
    void forgetsTheTroubleOfAFileThatLoads() {
        assertThat(patience.gone(FILE)).isFalse();
        assertThat(patience.only(List.of(OTHER, FILE))).containsExactly(FILE);
        assertThat(patience.proved(FILE)).isFalse();
        patience.loaded(List.of(OTHER));
        assertThat(patience.proved(FILE)).isTrue();
        patience.loaded(List.of(FILE));
        assertThat(patience.without(List.of(OTHER, FILE))).containsExactly(OTHER, FILE);
    }
}
