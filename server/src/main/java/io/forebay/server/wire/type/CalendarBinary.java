package io.forebay.server.wire.type;

import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.MessageWriter;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * Dates and times in binary: days and microseconds from 2000-01-01, infinity at the ends. SOURCE: PostgreSQL's
 * timestamp.c and date.c.
 */
final class CalendarBinary {
    private static final int EPOCH_DAYS = 10_957;
    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final DateTimeFormatter TIMETZ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm:ss", "+00")
            .toFormatter();

    private CalendarBinary() {}

    static int date(long days) {
        if (days == CalendarText.INFINITY) {
            return Integer.MAX_VALUE;
        }
        return days == -CalendarText.INFINITY ? Integer.MIN_VALUE : Math.toIntExact(days - EPOCH_DAYS);
    }

    static long micros(long micros) {
        if (micros == CalendarText.INFINITY) {
            return Long.MAX_VALUE;
        }
        return micros == -CalendarText.INFINITY ? Long.MIN_VALUE : micros - EPOCH_MICROS;
    }

    /** Takes a warehouse's text such as {@code 14:07:09.5+01}. */
    static void timetz(String text, MessageWriter out) {
        OffsetTime time = OffsetTime.parse(text, TIMETZ);
        out.int64(time.toLocalTime().toNanoOfDay() / 1_000)
                .int32(-time.getOffset().getTotalSeconds());
    }

    /** A date, or the word for infinity. */
    static Object readDate(MessageBody in) {
        int days = in.int32();
        return days == Integer.MAX_VALUE || days == Integer.MIN_VALUE ? infinity(days > 0) : EPOCH.plusDays(days);
    }

    static LocalTime readTime(MessageBody in) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(in.int64(), 1_000));
    }

    /** A time with its offset as text. */
    static String readTimetz(MessageBody in) {
        LocalTime time = readTime(in);
        return TIMETZ.format(time.atOffset(ZoneOffset.ofTotalSeconds(-in.int32())));
    }

    /** A timestamp, or the word for infinity. */
    static Object readTimestamp(MessageBody in) {
        long micros = in.int64();
        return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE ? infinity(micros > 0) : local(micros);
    }

    /** A timestamp in UTC, or the word for infinity. */
    static Object readTimestamptz(MessageBody in) {
        Object local = readTimestamp(in);
        return local instanceof LocalDateTime time ? OffsetDateTime.of(time, ZoneOffset.UTC) : local;
    }

    private static LocalDateTime local(long micros) {
        long seconds = Math.floorDiv(micros, 1_000_000L);
        int nanos = (int) Math.floorMod(micros, 1_000_000L) * 1_000;
        return EPOCH.atStartOfDay().plusSeconds(seconds).withNano(nanos);
    }

    private static String infinity(boolean positive) {
        return positive ? "infinity" : "-infinity";
    }
}
