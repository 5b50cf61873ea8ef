package io.forebay.store.s3.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {
    @Test
    void pausesForLongerEachTimeUpToALimit() {
        Duration longest = Duration.ofSeconds(30);
        assertThat(Outage.pause(1, longest)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(Outage.pause(3, longest)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(2000));
        for (int failures = 7; failures < 100; failures++) {
            assertThat(Outage.pause(failures, longest)).isBetween(Duration.ofSeconds(15), longest);
        }
    }
}
