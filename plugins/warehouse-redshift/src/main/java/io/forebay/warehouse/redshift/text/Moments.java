package io.forebay.warehouse.redshift.text;

import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** Dates and times from the texts that Redshift gives, which have no time zone of this process in them. */
public final class Moments {
    private Moments() {}

    /** @return what {@link Rows#longAt} counts for a DATE, TIME, TIMESTAMP or TIMESTAMPTZ */
    public static long of(String text, TypeKind kind) {
        if (text.endsWith("infinity")) {
            return text.startsWith("-") ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return switch (kind) {
            case DATE -> LocalDate.parse(text).toEpochDay();
            case TIME -> LocalTime.parse(text).getLong(ChronoField.MICRO_OF_DAY);
            case TIMESTAMP -> micros(LocalDateTime.parse(text.replace(' ', 'T')).atOffset(ZoneOffset.UTC));
            default -> micros(zoned(text));
        };
    }

    private static OffsetDateTime zoned(String text) {
        String iso = text.replace(' ', 'T');
        int sign = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
        return iso.endsWith("Z") || iso.length() - sign > 3
                ? OffsetDateTime.parse(iso)
                : OffsetDateTime.parse(iso + ":00");
    }

    private static long micros(OffsetDateTime time) {
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(), Rows.MICROS_A_SECOND), time.getNano() / 1000);
    }
}
