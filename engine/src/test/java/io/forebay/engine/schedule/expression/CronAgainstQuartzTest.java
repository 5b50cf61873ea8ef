package io.forebay.engine.schedule.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.ForebayException;
import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/** Any expressions, as another library of long standing reads them: in UTC, where clocks are never put forward. */
class CronAgainstQuartzTest {
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private final Random random = new Random(7);

    @Test
    void firesWhenQuartzDoes() throws ParseException {
        int fired = 0;
        for (int round = 0; round < 1500; round++) {
            boolean byWeek = random.nextBoolean();
            String text = String.join(
                    " ",
                    field(0, 59),
                    field(0, 23),
                    byWeek ? "?" : monthDay(),
                    random.nextInt(3) == 0 ? field(1, 12) : "*",
                    byWeek ? weekDay() : "?",
                    random.nextInt(4) == 0 ? "2026-2029" : "*");
            fired += compare(text);
        }
        assertThat(fired).isGreaterThan(1400);
    }

    private int compare(String text) throws ParseException {
        CronExpression theirs = new CronExpression("0 " + text);
        theirs.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        Instant after = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(3 * 365 * 86_400));
        Expression ours;
        try {
            ours = Expression.parse("cron(" + text + ")", ZoneId.of("UTC"));
        } catch (ForebayException e) {
            assertThat(e).hasMessageContaining("never fires");
            assertThat(theirs.getNextValidTimeAfter(Date.from(after))).as(text).isNull();
            return 0;
        }
        for (int time = 0; time < 4; time++) {
            after = text.contains("W ") ? monthEnd(after) : after;
            Date expected = theirs.getNextValidTimeAfter(Date.from(after));
            Optional<Instant> found = ours.next(after, Instant.MIN);
            assertThat(found)
                    .as("%s after %s", text, after)
                    .isEqualTo(Optional.ofNullable(expected).map(Date::toInstant));
            if (found.isEmpty()) {
                return 1;
            }
            after = found.get();
        }
        return 1;
    }

    /** From the middle of a month Quartz finds the right day of W, but then takes the hour to be over. */
    private static Instant monthEnd(Instant time) {
        LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
        return date.plusMonths(1)
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .minusSeconds(1);
    }

    private String field(int least, int most) {
        return switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> value(least, most) + "," + value(least, most) + "," + value(least, most);
            case 2 -> value(least, most) + "-" + value(least, most);
            case 3 -> value(least, most) + "/" + value(1, most);
            case 4 -> ascending(least, most) + "/" + value(1, most);
            default -> Integer.toString(value(least, most));
        };
    }

    private String ascending(int least, int most) {
        int from = value(least, most);
        return from + "-" + value(from, most);
    }

    private int value(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private String monthDay() {
        return switch (random.nextInt(5)) {
            case 0 -> "L";
            case 1 -> "LW";
            case 2 -> value(1, 31) + "W";
            default -> field(1, 31);
        };
    }

    private String weekDay() {
        return switch (random.nextInt(6)) {
            case 0 -> "L";
            case 1 -> value(1, 7) + "L";
            case 2 -> value(1, 7) + "#" + value(1, 5);
            case 3 -> DAYS.get(random.nextInt(7)) + "-" + DAYS.get(random.nextInt(7));
            case 4 -> DAYS.get(random.nextInt(7)).toLowerCase(Locale.ROOT);
            default -> field(1, 7);
        };
    }
}
