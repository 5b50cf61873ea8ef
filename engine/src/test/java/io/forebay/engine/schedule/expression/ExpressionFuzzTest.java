package io.forebay.engine.schedule.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text is: an expression that fires later, or a refusal that says why. */
class ExpressionFuzzTest {
    private static final List<String> SEEDS = List.of(
            "cron(0/15 8-17,20 ? JAN-MAR MON#2 2026-2030)",
            "cron(5,35 14 LW */2 ? *)",
            "cron(0 0 15W,L * ? 2026/2)",
            "rate(15 minutes)",
            "at(2030-01-31T08:00:00)");
    private static final String LETTERS = "0123456789,-*/?LW# ()TZ:minutesJANFRI\u00e4\t";
    private final Random random = new Random(11);

    @Test
    void readsOrRefuses() {
        ZoneId zone = ZoneId.of("America/New_York");
        Instant now = Instant.parse("2026-03-08T06:59:00Z");
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            String text = mutated(SEEDS.get(random.nextInt(SEEDS.size())));
            try {
                Optional<Instant> next = Expression.parse(text, zone).next(now, now.minusSeconds(30));
                assertThat(next.isEmpty() || next.get().isAfter(now)).as(text).isTrue();
                read++;
            } catch (ForebayException e) {
                assertThat(e.code()).as(text).isEqualTo(CommonError.INVALID_PARAMETER);
            }
        }
        assertThat(read).isBetween(500, 19_500);
    }

    private String mutated(String seed) {
        StringBuilder text = new StringBuilder(seed);
        for (int change = random.nextInt(3); change >= 0; change--) {
            int place = random.nextInt(text.length());
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(place, letter);
                case 1 -> text.insert(place, letter);
                default -> text.deleteCharAt(place);
            }
        }
        return text.toString();
    }
}
