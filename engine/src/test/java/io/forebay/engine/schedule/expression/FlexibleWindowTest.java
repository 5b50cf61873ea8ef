package io.forebay.engine.schedule.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlexibleWindowTest {
    private static final Instant NOMINAL = Instant.parse("2026-01-01T02:00:00Z");

    @Test
    void firesInTheWindowAndAlwaysAtTheSameMoment() {
        FlexibleWindow window = FlexibleWindow.of("FLEXIBLE", 15);
        Set<Duration> offsets = new HashSet<>();
        for (int day = 0; day < 1000; day++) {
            Instant nominal = NOMINAL.plus(Duration.ofDays(day));
            Instant moment = window.moment("default/nightly", nominal);
            assertThat(moment).isBetween(nominal, nominal.plusSeconds(15 * 60 - 1));
            assertThat(FlexibleWindow.of("FLEXIBLE", 15).moment("default/nightly", nominal))
                    .isEqualTo(moment);
            offsets.add(Duration.between(nominal, moment));
        }
        assertThat(offsets).as("spread over the window").hasSizeGreaterThan(500);
        assertThat(window.moment("default/other", NOMINAL)).isNotEqualTo(window.moment("default/nightly", NOMINAL));
    }

    /** A moment that a restart must find again, also with another build. */
    @Test
    void keepsTheMomentsOfEarlierBuilds() {
        assertThat(new FlexibleWindow(60).moment("default/nightly", NOMINAL))
                .isEqualTo(Instant.parse("2026-01-01T02:52:49Z"));
    }

    @Test
    void firesAtOnceWithoutAWindow() {
        assertThat(FlexibleWindow.of("OFF", null).moment("x", NOMINAL)).isEqualTo(NOMINAL);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> FlexibleWindow.of("FLEXIBLE", null))
                .hasMessage("A FlexibleTimeWindow of Mode FLEXIBLE needs MaximumWindowInMinutes, 1 to 1440.");
        assertThatThrownBy(() -> FlexibleWindow.of("FLEXIBLE", 0)).hasMessageContaining("1 to 1440");
        assertThatThrownBy(() -> FlexibleWindow.of("FLEXIBLE", 1441)).hasMessageContaining("not 1441");
        assertThatThrownBy(() -> FlexibleWindow.of("OFF", 5)).hasMessageContaining("only for");
        assertThatThrownBy(() -> FlexibleWindow.of("off", null)).hasMessageContaining("OFF or FLEXIBLE, not 'off'");
    }
}
