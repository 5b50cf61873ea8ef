package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.TypeKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTest {
    private static final Loading DATE = Loading.of(TypeKind.DATE);
    private static final Loading TIMESTAMP = Loading.of(TypeKind.TIMESTAMP);
    private static final Loading TIMESTAMPTZ = Loading.of(TypeKind.TIMESTAMPTZ);

    @Test
    void readsDaysOfAllYearsAndEveryDayOfFourCenturiesAsJavaDoes() {
        LocalDate day = LocalDate.of(1, 1, 1);
        StringBuilder text = new StringBuilder();
        java.util.List<@Nullable Object> expected = new java.util.ArrayList<>();
        while (day.getYear() < 10_000) {
            text.append(String.format("%04d-%02d-%02d%n", day.getYear(), day.getMonthValue(), day.getDayOfMonth()));
            expected.add(day.toEpochDay());
            day = day.plusDays(day.getYear() >= 1800 && day.getYear() < 2205 ? 1 : 29);
        }
        assertThat(DATE.load(text.toString()).values()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "2024-13-01",
                "2024-00-10",
                "2024-01-32",
                "2024-1-5",
                "01/02/2024",
                "2024-01-0x",
                "0000-01-01",
                "2024-01-01x",
                "20240101",
                "infinity",
                "1900-02-29"
            })
    void rejectsWhatIsNoDateWithCode1205(String text) {
        assertThat(DATE.load(text + "\n").onlyRejected().code()).isEqualTo(1205);
    }

    @Test
    void cutsTimeOffDates() {
        assertThat(date(DATE, "2008-09-26 05:43:12")).isEqualTo(LocalDate.of(2008, 9, 26));
    }

    @Test
    void readsTimestampsOfTheDefaultFormat() {
        assertThat(timestamp(TIMESTAMP, "2009-01-12 14:15:57.119568")).isEqualTo("2009-01-12T14:15:57.119568");
        assertThat(timestamp(TIMESTAMP, "2009-01-12 14:15:57")).isEqualTo("2009-01-12T14:15:57");
        assertThat(timestamp(TIMESTAMP, "2009-01-12 14:15:57.5")).isEqualTo("2009-01-12T14:15:57.500");
        assertThat(timestamp(TIMESTAMP, "2009-01-12")).isEqualTo("2009-01-12T00:00");
        assertThat(timestamp(TIMESTAMP, "1969-12-31 23:59:59.999999")).isEqualTo("1969-12-31T23:59:59.999999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2009-01-12 25:00:00",
                "2009-01-12 24:00:00",
                "2009-01-12 10:60:00",
                "2009-01-12 10:00:60",
                "2009-01-12 10:00",
                "2009-01-12T10:00:00",
                "2009-01-12 10:00:00+02",
                "x",
                "00/00/00 00:00:00"
            })
    void rejectsWhatIsNoTimestampWithCode1206(String text) {
        RejectedRow rejected = TIMESTAMP.load(text + "\n").onlyRejected();
        assertThat(rejected.code()).isEqualTo(1206);
        assertThat(rejected.reason()).isEqualTo("Error in Timestamp value or format [%Y-%m-%d %H:%M:%S]");
    }

    @ParameterizedTest
    @CsvSource({
        "2009-01-12 14:15:57-08, 2009-01-12T22:15:57Z",
        "2009-01-12 14:15:57+05:30, 2009-01-12T08:45:57Z",
        "2009-01-12 14:15:57.25+0530, 2009-01-12T08:45:57.25Z",
        "2009-01-12 14:15:57 +01, 2009-01-12T13:15:57Z",
        "2009-01-12 14:15:57Z, 2009-01-12T14:15:57Z",
        "2009-01-12 14:15:57, 2009-01-12T14:15:57Z"
    })
    void readsTimestamptzAsUtc(String text, Instant expected) {
        assertThat(instant(TIMESTAMPTZ, text)).isEqualTo(expected);
    }

    @Test
    void readsTimes() {
        Loading time = Loading.of(TypeKind.TIME);
        assertThat(time.load("04:05:06.789\n04:05\n23:59:59.999999\n").values())
                .containsExactly(micros("04:05:06.789"), micros("04:05"), micros("23:59:59.999999"));
        assertThat(time.load("24:00:00\n").onlyRejected().code()).isEqualTo(1206);
        assertThat(time.timeFormat("auto").load("04:05 PM\n040506\n4:05:06\n").values())
                .containsExactly(micros("16:05"), micros("04:05:06"), micros("04:05:06"));
    }

    @Test
    void makesBadDatesNullUnderAcceptanydate() {
        assertThat(DATE.with(ReadFlag.ACCEPTANYDATE).load("00/00/00\nx\n").values())
                .containsExactly(null, null);
        assertThat(TIMESTAMP
                        .with(ReadFlag.ACCEPTANYDATE)
                        .load("00/00/00 00:00:00\n")
                        .values())
                .containsExactly((Object) null);
        assertThat(DATE.with(ReadFlag.ACCEPTANYDATE)
                        .notNull()
                        .load("x\n")
                        .onlyRejected()
                        .code())
                .isEqualTo(1213);
    }

    @ParameterizedTest
    @CsvSource({
        "MM/DD/YYYY, 09/26/2008, 2008-09-26",
        "MM/DD/YYYY, 9/6/2008, 2008-09-06",
        "DD.MM.YYYY, 26.09.2008, 2008-09-26",
        "YYYYMMDD, 20080926, 2008-09-26",
        "YYMMDD, 080926, 2008-09-26",
        "DD-MON-YY, 26-Sep-98, 1998-09-26",
        "DD MON YYYY, 26 september 2008, 2008-09-26",
        "YYYY-MM-DD HH:MI:SS, 2008-09-26 10:11:12, 2008-09-26",
        "YYYY-MM-DD, 2008-09-26 10:11:12, 2008-09-26",
        "yyyy-mm-dd, 2008-09-26, 2008-09-26"
    })
    void readsDatesOfGivenFormat(String format, String text, LocalDate expected) {
        assertThat(date(DATE.dateFormat(format), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"MM/DD/YYYY, 26/09/2008", "MM/DD/YYYY, 09-26-2008", "YYYYMMDD, 2008926", "DD-MON-YY, 26-Foo-98"})
    void rejectsDatesOfOtherFormat(String format, String text) {
        assertThat(DATE.dateFormat(format).load(text + "\n").onlyRejected().code())
                .isEqualTo(1205);
    }

    @ParameterizedTest
    @CsvSource({
        "MM.DD.YYYY HH:MI:SS, 03.31.2003 18:45:05, 2003-03-31T18:45:05",
        "MM.DD.YYYY HH24:MI:SS, 03.31.2003 18:45:05.125, 2003-03-31T18:45:05.125",
        "MM/DD/YYYY HH12:MI:SS AM, 03/31/2003 06:45:05 PM, 2003-03-31T18:45:05",
        "MM/DD/YYYY HH12:MI AM, 03/31/2003 12:45 am, 2003-03-31T00:45",
        "YYYY-MM-DDTHH:MI:SS, 2003-03-31T18:45:05, 2003-03-31T18:45:05",
        "YYYY-MM-DD HH:MI:SS, 2009-01-12 14:15:57.119568, 2009-01-12T14:15:57.119568",
        "YYYY-MM-DD HH:MI:SS, 2009-01-12, 2009-01-12T00:00"
    })
    void readsTimestampsOfGivenFormat(String format, String text, LocalDateTime expected) {
        assertThat(timestamp(TIMESTAMP.timeFormat(format), text)).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"YYYY-MM-DD HH:MI:SSOF", "YYYY-MM-DD TZ", "what", "", "HH:MI", "AUTO"})
    void refusesFormatsThatCopyDoesNotTake(String format) {
        assertThatThrownBy(() -> TIMESTAMP.timeFormat(format).open())
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("TIMEFORMAT '" + format + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2019-02-11T05:09:12.195Z; 2019-02-11T05:09:12.195",
                "J2345678 04:05:06.789; 1710-02-23T04:05:06.789",
                "J2451187; 1999-01-08T00:00",
                "Jan-08-95 BC; -0094-01-08T00:00",
                "19960108 040809; 1996-01-08T04:08:09",
                "960108 040809; 1996-01-08T04:08:09",
                "1996.008; 1996-01-08T00:00",
                "2008.366; 2008-12-31T00:00",
                "1996-01-08 04:05:06.789; 1996-01-08T04:05:06.789",
                "17 Dec 07:37:16 1997 PST; 1997-12-17T07:37:16",
                "12/17/1997 07:37:16.00 PST; 1997-12-17T07:37:16",
                "1997-12-17 07:37:16-08; 1997-12-17T07:37:16",
                "17.12.1997 07:37:16.00 PST; 1997-12-17T07:37:16",
                "January 8, 1999; 1999-01-08T00:00",
                "1/8/1999; 1999-01-08T00:00",
                "2000-Jan-31; 2000-01-31T00:00",
                "Jan-31-2000; 2000-01-31T00:00",
                "31-Jan-2000; 2000-01-31T00:00",
                "20080215; 2008-02-15T00:00",
                "080215; 2008-02-15T00:00",
                "Wed Dec 17 07:37:16 1997 PST; 1997-12-17T07:37:16",
                "2008-02-15 04:05 PM; 2008-02-15T16:05",
                "20080215T040506; 2008-02-15T04:05:06",
                "2008-02-15 12:05 AM; 2008-02-15T00:05"
            })
    void recognisesManyFormatsUnderAuto(String text, String expected) {
        assertThat(timestamp(TIMESTAMP.timeFormat("auto"), text)).isEqualTo(expected);
        assertThat(date(DATE.dateFormat("auto"), text).toString()).isEqualTo(expected.replaceFirst("T.*", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "17 Dec 07:37:16 1997 PST; 1997-12-17T15:37:16Z",
                "1997-12-17 07:37:16-08; 1997-12-17T15:37:16Z",
                "2019-02-11T05:09:12.195Z; 2019-02-11T05:09:12.195Z",
                "2019-07-11 05:09:12 Europe/Berlin; 2019-07-11T03:09:12Z"
            })
    void readsZonesUnderAuto(String text, Instant expected) {
        assertThat(instant(TIMESTAMPTZ.timeFormat("auto"), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1",
                "12:00",
                "2008-02-30",
                "2008-13-01",
                "13/13/2008",
                "Foo 8, 1999",
                "2008-01-01 25:00:00",
                "1450000000",
                "2008-01-01 10:00:00 XYZ",
                "2008-01-01 2008-01-02",
                "--",
                "10:00:00 10:00:00",
                "2008-",
                "1/2/3/4",
                "PM",
                "J",
                "2008-01-01 13:00 PM",
                "T",
                "2008.367",
                "0/1/1",
                "999999999999999999"
            })
    void rejectsNonsenseUnderAuto(String text) {
        assertThat(TIMESTAMP.timeFormat("auto").load(text + "\n").onlyRejected().code())
                .isEqualTo(1206);
    }

    @Test
    void readsEpochs() {
        assertThat(timestamp(TIMESTAMP.timeFormat("epochsecs"), "1500000000")).isEqualTo("2017-07-14T02:40");
        assertThat(timestamp(TIMESTAMP.timeFormat("epochsecs"), "1500000000.25"))
                .isEqualTo("2017-07-14T02:40:00.250");
        assertThat(timestamp(TIMESTAMP.timeFormat("epochsecs"), "-1")).isEqualTo("1969-12-31T23:59:59");
        assertThat(timestamp(TIMESTAMP.timeFormat("epochmillisecs"), "1500000000123"))
                .isEqualTo("2017-07-14T02:40:00.123");
        assertThat(instant(TIMESTAMPTZ.timeFormat("epochmillisecs"), "1")).isEqualTo("1970-01-01T00:00:00.001Z");
        for (String text : new String[] {"x", "1e5", "9999999999999999", "99999999999999999999", "1.", "-", "."}) {
            Loading.Outcome outcome = TIMESTAMP.timeFormat("epochsecs").load(text + "\n");
            assertThat(outcome.rows()).as(text).hasSize(text.equals("1.") ? 1 : 0);
        }
    }

    private static LocalDate date(Loading loading, String text) {
        return LocalDate.ofEpochDay(value(loading, text));
    }

    private static String timestamp(Loading loading, String text) {
        long micros = value(loading, text);
        return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
                .plus(micros, ChronoUnit.MICROS)
                .toString();
    }

    private static Instant instant(Loading loading, String text) {
        return Instant.EPOCH.plus(value(loading, text), ChronoUnit.MICROS);
    }

    private static long value(Loading loading, String text) {
        Loading.Outcome outcome = loading.load(text + "\n");
        assertThat(outcome.rejected()).isEmpty();
        Object value = outcome.values().get(0);
        if (value == null) {
            throw new AssertionError(text + " is NULL");
        }
        return (Long) value;
    }

    private static long micros(String time) {
        return LocalTime.parse(time).toNanoOfDay() / 1000;
    }
}
