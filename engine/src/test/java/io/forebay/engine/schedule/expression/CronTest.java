package io.forebay.engine.schedule.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    private static final Map<String, Predicate<LocalDateTime>> DOCUMENTED = documented();

    private static Map<String, Predicate<LocalDateTime>> documented() {
        Map<String, Predicate<LocalDateTime>> all = new LinkedHashMap<>();
        all.put("0 10 * * ? *", time -> at(time, 10, 0));
        all.put("15 12 * * ? *", time -> at(time, 12, 15));
        all.put("0 18 ? * MON-FRI *", time -> at(time, 18, 0) && workday(time));
        all.put("0 8 1 * ? *", time -> at(time, 8, 0) && time.getDayOfMonth() == 1);
        all.put("0/15 * * * ? *", time -> time.getMinute() % 15 == 0);
        all.put("0/10 * ? * MON-FRI *", time -> time.getMinute() % 10 == 0 && workday(time));
        all.put(
                "0/5 8-17 ? * MON-FRI *",
                time -> time.getMinute() % 5 == 0 && time.getHour() >= 8 && time.getHour() <= 17 && workday(time));
        all.put("5,35 14 * * ? *", time -> at(time, 14, 5) || at(time, 14, 35));
        all.put(
                "15 10 ? * 6L 2019-2022",
                time -> at(time, 10, 15)
                        && time.getDayOfWeek() == DayOfWeek.FRIDAY
                        && time.plusDays(7).getMonth() != time.getMonth());
        all.put(
                "0/30 20-2 ? * MON-FRI *",
                time -> time.getMinute() % 30 == 0 && (time.getHour() >= 20 || time.getHour() <= 2) && workday(time));
        all.put(
                "1/10 0 29 2 ? *",
                time -> time.getMinute() % 10 == 1
                        && time.getHour() == 0
                        && time.getMonthValue() == 2
                        && time.getDayOfMonth() == 29);
        all.put("30 2 * * ? *", time -> at(time, 2, 30));
        all.put("30 1 * * ? *", time -> at(time, 1, 30));
        return all;
    }

    private static boolean at(LocalDateTime time, int hour, int minute) {
        return time.getHour() == hour && time.getMinute() == minute;
    }

    private static boolean workday(LocalDateTime time) {
        return time.getDayOfWeek().getValue() <= 5;
    }

    /**
     * Every minute of 2020 that a clock on the wall shows, the second time that it shows it left out; of five minutes two,
     * as no expression means others.
     */
    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Europe/Berlin", "Australia/Lord_Howe"})
    void firesWhenTheClockOnTheWallSaysSo(String zone) {
        ZoneId place = ZoneId.of(zone);
        Instant begin = Instant.parse("2020-01-01T00:00:00Z");
        Instant end = Instant.parse("2021-01-01T00:00:00Z");
        Map<String, List<Instant>> expected = new LinkedHashMap<>();
        DOCUMENTED.keySet().forEach(text -> expected.put(text, new ArrayList<>()));
        LocalDateTime latest = LocalDateTime.MIN;
        for (Instant time = begin;
                time.isBefore(end);
                time = time.plusSeconds(time.getEpochSecond() % 300 == 0 ? 60 : 240)) {
            LocalDateTime local = LocalDateTime.ofInstant(time, place);
            if (local.isAfter(latest)) {
                latest = local;
                for (Map.Entry<String, Predicate<LocalDateTime>> each : DOCUMENTED.entrySet()) {
                    if (each.getValue().test(local)) {
                        expected.get(each.getKey()).add(time);
                    }
                }
            }
        }
        expected.forEach((text, times) -> {
            assertThat(times).as(text).isNotEmpty();
            assertThat(between(cron(text, zone), begin, end)).as(text).isEqualTo(times);
        });
    }

    private static List<Instant> between(Expression expression, Instant begin, Instant end) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = expression.next(begin.minusNanos(1), Instant.MIN);
        while (next.isPresent() && next.get().isBefore(end)) {
            times.add(next.get());
            next = expression.next(next.get(), Instant.MIN);
        }
        return times;
    }

    @Test
    void leavesOutATimeThatClocksSkip() {
        assertNext("30 2 * * ? *", "America/New_York", "2020-03-07T12:00:00Z", "2020-03-09T06:30:00Z");
        assertNext("30 2 * * ? *", "Europe/Berlin", "2020-03-28T12:00:00Z", "2020-03-30T00:30:00Z");
    }

    @Test
    void takesTheFirstOfTwoTimesThatClocksShowTwice() {
        assertNext("30 1 * * ? *", "America/New_York", "2020-10-31T12:00:00Z", "2020-11-01T05:30:00Z");
        assertNext("30 1 * * ? *", "America/New_York", "2020-11-01T05:30:00Z", "2020-11-02T06:30:00Z");
        assertNext("30 2 * * ? *", "Europe/Berlin", "2020-10-24T12:00:00Z", "2020-10-25T00:30:00Z");
        assertNext("30 2 * * ? *", "Europe/Berlin", "2020-10-25T00:30:00Z", "2020-10-26T01:30:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            0 8 1W * ? *       | 2020-01-31T00:00:00Z | 2020-02-03T08:00:00Z
            0 8 1W * ? *       | 2020-07-31T23:00:00Z | 2020-08-03T08:00:00Z
            0 8 15W * ? *      | 2020-02-01T00:00:00Z | 2020-02-14T08:00:00Z
            0 8 15W * ? *      | 2020-03-01T00:00:00Z | 2020-03-16T08:00:00Z
            0 8 31W * ? *      | 2020-01-31T09:00:00Z | 2020-03-31T08:00:00Z
            0 8 31W * ? *      | 2020-05-01T00:00:00Z | 2020-05-29T08:00:00Z
            0 8 L * ? *        | 2020-02-01T00:00:00Z | 2020-02-29T08:00:00Z
            0 8 L * ? *        | 2021-02-01T00:00:00Z | 2021-02-28T08:00:00Z
            0 8 LW * ? *       | 2020-02-01T00:00:00Z | 2020-02-28T08:00:00Z
            0 8 15,L * ? *     | 2020-02-01T00:00:00Z | 2020-02-15T08:00:00Z
            0 8 15,L * ? *     | 2020-02-15T08:00:00Z | 2020-02-29T08:00:00Z
            0 0 ? * L *        | 2020-01-01T00:00:00Z | 2020-01-04T00:00:00Z
            0 0 ? * FRIL *     | 2020-01-01T00:00:00Z | 2020-01-31T00:00:00Z
            0 0 ? * 3#2 *      | 2020-01-01T00:00:00Z | 2020-01-14T00:00:00Z
            0 0 ? * tue#2 *    | 2020-01-01T00:00:00Z | 2020-01-14T00:00:00Z
            0 0 ? * 5#5 *      | 2020-01-31T00:00:00Z | 2020-04-30T00:00:00Z
            0 0 ? * 1 *        | 2020-01-01T00:00:00Z | 2020-01-05T00:00:00Z
            0 0 ? * SAT-SUN *  | 2020-01-01T00:00:00Z | 2020-01-04T00:00:00Z
            0 0 ? * SAT-SUN *  | 2020-01-04T00:00:00Z | 2020-01-05T00:00:00Z
            0 0 ? * FRI-MON *  | 2020-01-05T00:00:00Z | 2020-01-06T00:00:00Z
            0 0 1 NOV-FEB ? *  | 2020-02-02T00:00:00Z | 2020-11-01T00:00:00Z
            0 0 1 jan,Jul ? *  | 2020-02-02T00:00:00Z | 2020-07-01T00:00:00Z
            0 0 1 */6 ? *      | 2020-01-02T00:00:00Z | 2020-07-01T00:00:00Z
            55-5/5 0 1 1 ? *   | 2020-01-01T00:00:00Z | 2020-01-01T00:05:00Z
            0 0 29 2 ? *       | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z
            0 0 1 1 ? 2150     | 2020-01-01T00:00:00Z | 2150-01-01T00:00:00Z
            59 23 31 12 ? 2199 | 2020-01-01T00:00:00Z | 2199-12-31T23:59:00Z
            0 0 1 1 ? *        | 1900-01-01T00:00:00Z | 1970-01-01T00:00:00Z
            0 0 1 1 ? 2020/3   | 2020-01-01T00:00:00Z | 2023-01-01T00:00:00Z
            """)
    void knowsItsWords(String text, String after, String expected) {
        assertNext(text, "UTC", after, expected);
    }

    @Test
    void isLaterThanTheMomentAndNotBeforeTheStart() {
        Expression daily = cron("0 10 * * ? *", "UTC");
        Instant ten = Instant.parse("2026-01-05T10:00:00Z");
        assertThat(daily.next(ten, Instant.MIN)).contains(ten.plus(Duration.ofDays(1)));
        assertThat(daily.next(ten.minusNanos(1), Instant.MIN)).contains(ten);
        assertThat(daily.next(Instant.MIN, ten)).contains(ten);
        assertThat(daily.next(Instant.MIN, ten.plusNanos(1))).contains(ten.plus(Duration.ofDays(1)));
        assertThat(daily.next(Instant.MAX, Instant.MIN)).isEmpty();
        assertThat(daily.once()).isFalse();
    }

    @Test
    void endsWithItsYears() {
        Expression past = cron("15 10 ? * 6L 2019-2022", "UTC");
        assertThat(past.next(Instant.parse("2022-12-30T10:14:00Z"), Instant.MIN))
                .contains(Instant.parse("2022-12-30T10:15:00Z"));
        assertThat(past.next(Instant.parse("2022-12-30T10:15:00Z"), Instant.MIN))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            0 10 * * ?            | it has 5 of the six fields
            0 0 10 * * ? *        | it has 7 of the six fields
                                  | it has 0 of the six fields
            0 8 * * * *           | one of day-of-month '*' and day-of-week '*' must be '?'
            0 8 1 * 2 *           | one of day-of-month '1' and day-of-week '2' must be '?'
            0 8 ? * ? *           | only one of day-of-month and day-of-week can be '?'
            60 8 * * ? *          | minutes '60': '60' is not allowed; expected 0 to 59
            -1 8 * * ? *          | minutes '-1': '-1' is not allowed
            0 24 * * ? *          | hours '24': '24' is not allowed; expected 0 to 23
            0 8 0 * ? *           | day-of-month '0': '0' is not allowed; expected 1 to 31
            0 8 32W * ? *         | day-of-month '32W': '32' is not allowed
            0 8 W * ? *           | day-of-month 'W': a value is missing
            0 8 L-3 * ? *         | day-of-month 'L-3': 'L' is not allowed
            0 8 1 13 ? *          | month '13': '13' is not allowed; expected 1 to 12, JAN to DEC
            0 8 1 MAI ? *         | month 'MAI': 'MAI' is not allowed
            0 8 ? * 0 *           | day-of-week '0': '0' is not allowed; expected 1 to 7, SUN to SAT
            0 8 ? * 8 *           | day-of-week '8': '8' is not allowed
            0 8 ? * 3#6 *         | day-of-week '3#6': after '#' must be 1 to 5
            0 8 ? * 3# *          | day-of-week '3#': after '#' must be 1 to 5
            0 0 ? * 3#1,6#3 *     | day-of-week '3#1,6#3': only one '#' is allowed
            0 8 * * ? 1969        | year '1969': '1969' is not allowed; expected 1970 to 2199
            0 8 * * ? 2022-2019   | year '2022-2019': the range '2022-2019' ends before it begins
            ? 8 * * ? *           | minutes '?': '?' is only for day-of-month or day-of-week
            0 ? * * ? *           | hours '?': '?' is only
            0/0 8 * * ? *         | minutes '0/0': the step '0' must be 1 to 59
            0/90 8 * * ? *        | minutes '0/90': the step '90' must be 1 to 59
            /5 8 * * ? *          | minutes '/5': a value is missing
            0,,5 8 * * ? *        | minutes '0,,5': a value is missing
            0, 8 * * ? *          | minutes '0,': a value is missing
            *,5 8 * * ? *         | minutes '*,5': '*' is not allowed
            L 8 * * ? *           | minutes 'L': 'L' is not allowed
            1- 8 * * ? *          | minutes '1-': a value is missing
            1-2-3 8 * * ? *       | minutes '1-2-3': '2-3' is not allowed
            00001 8 * * ? *       | minutes '00001': '00001' is not allowed
            0 8 30 2 ? *          | cron(0 8 30 2 ? *): it never fires: there is no such day
            0 8 29 2 ? 2023       | it never fires
            0 8 31 4,6,9,11 ? *   | it never fires
            """)
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> cron(text == null ? "" : text, "UTC"))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(CommonError.INVALID_PARAMETER))
                .hasMessageContaining(reason);
    }

    private static Expression cron(String text, String zone) {
        return Expression.parse("cron(" + text + ")", ZoneId.of(zone));
    }

    private static void assertNext(String text, String zone, String after, String expected) {
        assertThat(cron(text, zone).next(Instant.parse(after), Instant.MIN)).contains(Instant.parse(expected));
    }
}
