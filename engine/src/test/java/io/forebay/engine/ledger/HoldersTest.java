package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldersTest {
    @ParameterizedTest
    @CsvSource({"0,0,2,0", "1,0,2,0", "2,0,2,1", "3,0,2,1", "3,2,2,0", "5,1,2,2", "7,0,3,4", "0,7,3,0"})
    void countsWhatAServerHasMoreThanItsShare(int mine, int others, int servers, int tooMany) {
        Map<Long, String> jobs = new HashMap<>();
        for (int job = 0; job < mine + others; job++) {
            jobs.put((long) job, job < mine ? "a" : "b");
        }
        Set<String> alive = servers == 2 ? Set.of("a", "b") : Set.of("a", "b", "c");
        assertThat(new Holders(jobs, alive, Set.of()).tooMany("a")).isEqualTo(tooMany);
    }

    @Test
    void knowsWhoHasAJob() {
        Holders holders = new Holders(Map.of(1L, "a"), Set.of("a", "b"), Set.of());
        assertThat(holders.hasOther(1, "b")).isTrue();
        assertThat(holders.hasOther(1, "a")).isFalse();
        assertThat(holders.hasOther(2, "b")).isFalse();
        assertThat(holders.has(1, "a")).isTrue();
        assertThat(holders.has(2, "a")).isFalse();
    }
}
