package io.forebay.engine.schedule.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant START = Instant.parse("2020-03-07T15:15:00Z");

    @Test
    void countsARateFromTheStart() {
        Expression rate = Expression.parse("rate(1 day)", UTC);
        assertThat(rate.next(START.minusSeconds(100_000), START)).contains(START);
        assertThat(rate.next(START.minusNanos(1), START)).contains(START);
        assertThat(rate.next(START, START)).contains(Instant.parse("2020-03-08T15:15:00Z"));
        assertThat(rate.next(Instant.parse("2020-03-12T15:14:59.9Z"), START))
                .contains(Instant.parse("2020-03-12T15:15:00Z"));
        assertThat(rate.next(Instant.parse("2020-03-12T15:15:00Z"), START))
                .contains(Instant.parse("2020-03-13T15:15:00Z"));
    }

    /** So that it is an hour later on the wall once clocks are put forward. */
    @Test
    void takesADayAs24Hours() {
        Expression rate = Expression.parse("rate(1 day)", NEW_YORK);
        assertThat(LocalTime.ofInstant(START, NEW_YORK)).isEqualTo(LocalTime.of(10, 15));
        Instant next = rate.next(START, START).orElseThrow();
        assertThat(LocalTime.ofInstant(next, NEW_YORK)).isEqualTo(LocalTime.of(11, 15));
    }

    @ParameterizedTest
    @CsvSource({
        "rate(1 minute), 60",
        "rate(5 minutes), 300",
        "rate(1 hour), 3600",
        "rate(12 hours), 43200",
        "rate(7 days), 604800",
        // the scheduler, unlike a rule, is not particular about the number
        "rate(1 minutes), 60",
        "rate(5 hour), 18000",
        "' rate( 5   minutes ) ', 300",
        "rate(999999999 days), 86399999913600",
    })
    void readsARate(String text, long seconds) {
        assertThat(Expression.parse(text, UTC).next(START, START)).contains(START.plusSeconds(seconds));
    }

    @Test
    void firesOnceAtATime() {
        Expression at = Expression.parse("at(2030-01-31T08:00:00)", NEW_YORK);
        Instant time = Instant.parse("2030-01-31T13:00:00Z");
        assertThat(at.once()).isTrue();
        assertThat(at.next(time.minusNanos(1), Instant.MIN)).contains(time);
        assertThat(at.next(time, Instant.MIN)).isEmpty();
        assertThat(at.next(Instant.MIN, Instant.MAX))
                .as("a start does not count")
                .contains(time);
    }

    @Test
    void takesTheFirstOfTwoTimes() {
        assertThat(Expression.parse("at(2020-11-01T01:30:00)", NEW_YORK).next(START, START))
                .contains(Instant.parse("2020-11-01T05:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            rate(0 minutes)          | the value must be greater than 0
            rate(-1 minutes)         | expected a positive whole number and minutes, hours or days
            rate(1.5 hours)          | expected a positive whole number
            rate(5 seconds)          | expected a positive whole number
            rate(1 week)             | expected a positive whole number
            rate(5)                  | expected a positive whole number
            rate(5minutes)           | expected a positive whole number
            rate()                   | expected a positive whole number
            rate(1000000000 days)    | the value has more than 9 digits
            at(2030-01-31)           | expected yyyy-mm-ddThh:mm:ss without a zone
            at(2030-01-31T08:00:00Z) | expected yyyy-mm-ddThh:mm:ss without a zone
            at(2030-02-30T08:00:00)  | there is no such date and time
            at(2030-01-31T24:00:00)  | there is no such date and time
            at(2020-03-08T02:30:00)  | clocks in America/New_York are put forward over this time
            every 5 minutes          | 'every 5 minutes' is no schedule expression: expected rate(5 minutes), cron(
            Rate(5 minutes)          | is no schedule expression
            rate(5 minutes           | is no schedule expression
            cron                     | is no schedule expression
            """)
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> Expression.parse(text, NEW_YORK))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(CommonError.INVALID_PARAMETER))
                .hasMessageContaining(reason);
    }

    @Test
    void refusesWhatIsTooLong() {
        String text = "cron(0" + ",0".repeat(130) + " 8 * * ? *)";
        assertThatThrownBy(() -> Expression.parse(text, UTC)).hasMessageContaining("256 are allowed");
    }

    @Test
    void findsZonesOfTheIanaDatabase() {
        assertThat(Expression.zone("Europe/Berlin")).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlim", "+02:00", "GMT+2", "Z", "", "europe/berlin"})
    void refusesOtherZones(String name) {
        assertThatThrownBy(() -> Expression.zone(name)).hasMessageContaining("There is no time zone '" + name + "'");
    }
}
