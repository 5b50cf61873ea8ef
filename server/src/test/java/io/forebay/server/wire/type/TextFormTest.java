package io.forebay.server.wire.type;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL's text and binary forms, with values that PostgreSQL 15 gave. */
final class TextFormTest {
    private static byte[] bytes(Consumer<MessageWriter> write) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageWriter out = new MessageWriter(bytes);
        write.accept(out);
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String text(Consumer<MessageWriter> write) {
        return new String(bytes(write), UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-1, -1",
        "0.1, 0.1",
        "1.5, 1.5",
        "-2.25, -2.25",
        "100000, 100000",
        "123456789012345, 123456789012345",
        "999999999999999, 999999999999999",
        "1e15, 1e+15",
        "1e14, 100000000000000",
        "1e20, 1e+20",
        "1e23, 9.999999999999999e+22",
        "1e-4, 0.0001",
        "0.00012345, 0.00012345",
        "1e-5, 1e-05",
        "1.2345e-7, 1.2345e-07",
        "0.30000000000000004, 0.30000000000000004",
        "3.141592653589793, 3.141592653589793",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "4.9e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "8.41e21, 8.409999999999999e+21",
        "2.2e-322, 2.2e-322",
        "9007199254740993, 9.007199254740992e+15",
        "123456.789, 123456.789",
        "33035441878459712, 3.3035441878459712e+16",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity"
    })
    void writesADoubleAsShortAsItReadsBack(double value, String expected) {
        assertThat(text(out -> FloatText.number(value, out))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1.1, 1.1",
        "100000, 100000",
        "999999, 999999",
        "1e6, 1e+06",
        "1234567, 1.234567e+06",
        "16777216, 1.6777216e+07",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "3.4028235e38, 3.4028235e+38",
        "1.4e-45, 1e-45",
        "0.3, 0.3",
        "-12.5, -12.5",
        "33333.332, 33333.332",
        "96630896, 9.6630896e+07",
        "NaN, NaN"
    })
    void writesARealAsShortAsItReadsBack(float value, String expected) {
        assertThat(text(out -> FloatText.real(value, out))).isEqualTo(expected);
    }

    @Test
    void writesFloatsThatReadBackAsTheSame() {
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            float real = Float.intBitsToFloat(random.nextInt());
            assertThat(Double.parseDouble(text(out -> FloatText.number(value, out))))
                    .isEqualTo(Double.valueOf(value));
            assertThat(Float.parseFloat(text(out -> FloatText.real(real, out)))).isEqualTo(Float.valueOf(real));
            double few = random.nextInt(2_000_000) / 1000.0;
            assertThat(text(out -> FloatText.number(few, out)))
                    .isEqualTo(Double.toString(few).replaceAll("\\.0$", ""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 1970-01-01",
        "2024-02-29, 2024-02-29",
        "1900-03-01, 1900-03-01",
        "0001-01-01, 0001-01-01",
        "0000-12-31, 0001-12-31 BC",
        "-0043-03-15, 0044-03-15 BC",
        "+12345-06-07, 12345-06-07"
    })
    void writesDates(LocalDate day, String expected) {
        assertThat(text(out -> CalendarText.date(day.toEpochDay(), out))).isEqualTo(expected);
    }

    @Test
    void writesEveryDayOfTwoCenturies() {
        for (LocalDate day = LocalDate.of(1880, 1, 1); day.getYear() < 2080; day = day.plusDays(1)) {
            long epochDay = day.toEpochDay();
            assertThat(text(out -> CalendarText.date(epochDay, out))).isEqualTo(day.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-05T14:07:09.123, 2024-03-05 14:07:09.123", "2024-03-05T14:07:09, 2024-03-05 14:07:09",
        "1969-12-31T23:59:59.999999, 1969-12-31 23:59:59.999999", "-0043-03-15T01:02:03, 0044-03-15 01:02:03 BC",
        "2024-03-05T00:00:00.000100, 2024-03-05 00:00:00.0001"
    })
    void writesTimestamps(LocalDateTime time, String expected) {
        assertThat(text(out -> CalendarText.timestamp(micros(time), out))).isEqualTo(expected);
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2024-03-05T14:07:09, 2024-03-05 14:07:09+00",
        "America/Los_Angeles, 2024-03-05T14:07:09, 2024-03-05 06:07:09-08",
        "america/los_angeles, 2024-07-05T14:07:09, 2024-07-05 07:07:09-07",
        "Asia/Kolkata, 2024-03-05T14:07:09, 2024-03-05 19:37:09+05:30",
        "Africa/Monrovia, 1960-01-01T00:00:00, 1959-12-31 23:15:30-00:44:30",
        "<+05>-05, 2024-03-05T14:07:09, 2024-03-05 19:07:09+05",
        "-8, 2024-03-05T14:07:09, 2024-03-05 06:07:09-08",
        "Nowhere/None, 2024-03-05T14:07:09, 2024-03-05 14:07:09+00",
        "UTC, -0043-03-15T01:02:03, 0044-03-15 01:02:03+00 BC"
    })
    void writesTimestampsInTheSessionsZone(String name, LocalDateTime utc, String expected) {
        SessionZone zone = new SessionZone();
        zone.set(name);
        assertThat(text(out -> CalendarText.timestamptz(micros(utc), zone, out)))
                .isEqualTo(expected);
    }

    @Test
    void keepsUpWithAZonesChanges() {
        SessionZone zone = new SessionZone();
        zone.set("Europe/Paris");
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            long second = (long) (random.nextDouble() * 4e9) - 2_000_000_000L;
            assertThat(zone.offsetAt(second))
                    .isEqualTo(zone.id()
                            .getRules()
                            .getOffset(Instant.ofEpochSecond(second))
                            .getTotalSeconds());
        }
        long change = LocalDateTime.of(2024, 3, 31, 1, 0).toEpochSecond(ZoneOffset.UTC);
        assertThat(zone.offsetAt(change - 1)).isEqualTo(3600);
        assertThat(zone.offsetAt(change)).isEqualTo(7200);
        assertThat(zone.offsetAt(change - 1)).isEqualTo(3600);
    }

    @Test
    void writesInfinityAndTheEndOfDay() {
        assertThat(text(out -> CalendarText.date(Long.MAX_VALUE, out))).isEqualTo("infinity");
        assertThat(text(out -> CalendarText.timestamp(-Long.MAX_VALUE, out))).isEqualTo("-infinity");
        assertThat(text(out -> CalendarText.timestamptz(Long.MAX_VALUE, new SessionZone(), out)))
                .isEqualTo("infinity");
        assertThat(text(out -> CalendarText.time(86_400_000_000L, out))).isEqualTo("24:00:00");
        assertThat(CalendarBinary.date(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(CalendarBinary.micros(-Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0000000000000000",
        "0.00, 0000000000000002",
        "1, 00010000000000000001",
        "-1.5, 000200004000000100011388",
        "10000, 00010001000000000001",
        "0.0001, 0001ffff000000040001",
        "1234567.89, 0003000100000002007b11d722c4"
    })
    void writesNumericsInBinary(String value, String hex) {
        byte[] bytes = bytes(out -> NumericBinary.write(new BigDecimal(value), out));
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
    }

    @Test
    void readsTheNumericsThatItWrites() {
        Random random = new Random(9);
        for (int i = 0; i < 3_000; i++) {
            BigDecimal value = new BigDecimal(new BigInteger(random.nextInt(127), random), random.nextInt(39));
            BigDecimal signed = random.nextBoolean() ? value : value.negate();
            byte[] bytes = bytes(out -> NumericBinary.write(signed, out));
            assertThat(NumericBinary.read(new MessageBody(bytes, bytes.length))).isEqualTo(signed);
        }
    }

    @Test
    void writesTextInUtf8() {
        Random random = new Random(13);
        for (int i = 0; i < 1_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(50); k > 0; k--) {
                int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
                text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? '?' : c);
            }
            String wanted = text.toString();
            assertThat(text(out -> out.utf8(wanted))).isEqualTo(wanted);
        }
        assertThat(text(out -> out.utf8("a\ud800b"))).isEqualTo("a?b");
    }

    @Test
    void writesNumbers() {
        for (long value : new long[] {0, 9, 10, -1, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE, -100}) {
            assertThat(text(out -> out.decimal(value))).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void readsTheFormsThatDriversSend() {
        assertThat(DateTimeInput.date("2024-12-01 +00")).contains(LocalDate.of(2024, 12, 1));
        assertThat(DateTimeInput.date("0044-03-15 BC")).contains(LocalDate.of(-43, 3, 15));
        assertThat(DateTimeInput.date("2024-02-30")).isEmpty();
        assertThat(DateTimeInput.timestamp("2024-03-05 14:07:09.123+01"))
                .contains(LocalDateTime.of(2024, 3, 5, 14, 7, 9, 123_000_000));
        assertThat(DateTimeInput.timestamptz("2024-03-05 14:07:09+05:30", ZoneOffset.UTC))
                .hasValueSatisfying(time -> assertThat(time.getOffset()).isEqualTo(ZoneOffset.ofHoursMinutes(5, 30)));
        assertThat(DateTimeInput.timestamptz("2024-03-05 14:07", ZoneOffset.ofHours(2)))
                .hasValueSatisfying(time -> assertThat(time.getOffset()).isEqualTo(ZoneOffset.ofHours(2)));
        assertThat(DateTimeInput.time("14:07:09.5+01")).contains(LocalTime.of(14, 7, 9, 500_000_000));
        assertThat(DateTimeInput.time("now")).isEmpty();
    }
}
