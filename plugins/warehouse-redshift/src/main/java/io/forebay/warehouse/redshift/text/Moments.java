package io.forebay.warehouse.redshift.text;

import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** Dates and times from the texts that Redshift gives, which have no time zone of this process in them. */
public final class Moments {
    private static final String BEFORE_CHRIST = " BC";
    private static final long DAY = 86_400L * Rows.MICROS_A_SECOND;

    private Moments() {}

    /**
     * @param text such as {@code 0044-03-15 12:00:00.5+05:30 BC}, {@code infinity}
     * @return what {@link Rows#longAt} counts for a DATE, TIME, TIMESTAMP or TIMESTAMPTZ
     */
    public static long of(String text, TypeKind kind) {
        if (text.endsWith("infinity")) {
            return text.startsWith("-") ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        if (kind == TypeKind.TIME) {
            return ofDay(text);
        }
        boolean before = text.endsWith(BEFORE_CHRIST);
        String shown = before ? text.substring(0, text.length() - BEFORE_CHRIST.length()) : text;
        int end = Math.max(shown.indexOf(' '), shown.indexOf('T'));
        long days = date(end < 0 ? shown : shown.substring(0, end), before).toEpochDay();
        if (kind == TypeKind.DATE) {
            return days;
        }
        String time = end < 0 ? "00:00:00" : shown.substring(end + 1);
        int zone = kind == TypeKind.TIMESTAMPTZ ? zone(time) : -1;
        long micros = Math.addExact(Math.multiplyExact(days, DAY), ofDay(zone < 0 ? time : time.substring(0, zone)));
        return zone < 0 ? micros : Math.subtractExact(micros, offset(time.substring(zone)));
    }

    /** A year may have more than four digits. */
    private static LocalDate date(String text, boolean before) {
        int month = text.indexOf('-');
        int day = text.indexOf('-', month + 1);
        int year = Integer.parseInt(text.substring(0, month));
        return LocalDate.of(
                before ? 1 - year : year,
                Integer.parseInt(text.substring(month + 1, day)),
                Integer.parseInt(text.substring(day + 1)));
    }

    private static long ofDay(String time) {
        return time.startsWith("24:") ? DAY : LocalTime.parse(time).getLong(ChronoField.MICRO_OF_DAY);
    }

    private static int zone(String time) {
        for (int i = 0; i < time.length(); i++) {
            if ("+-Z".indexOf(time.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static long offset(String zone) {
        return ZoneOffset.of(zone).getTotalSeconds() * Rows.MICROS_A_SECOND;
    }
}
