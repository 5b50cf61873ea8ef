package io.forebay.store.s3.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarningsTest {
    private long now = 1_000;
    private final Warnings warnings = new Warnings(() -> now);

    @Test
    void tellsEachMessageOnce() {
        assertThat(warn("m")).isTrue();
        now += Duration.ofHours(1).toNanos();
        assertThat(warn("m")).isFalse();
    }

    @Test
    void tellsSomeAMinute() {
        int told = 0;
        for (int i = 0; i < 5_000; i++) {
            told += warn("m" + i) ? 1 : 0;
        }
        assertThat(told).isEqualTo(20);
        now += Duration.ofMinutes(1).toNanos();
        assertThat(warn("next")).isTrue();
    }

    private boolean warn(String id) {
        return warnings.warn("queue", id, "text", "reason");
    }
}
