package io.forebay.format.kit.time;

import java.time.LocalDate;
import java.util.Locale;

/**
 * Dates and times as numbers since 1970-01-01 or midnight, in units of which a day has a known number: 1 for dates,
 * 86,400,000 for milliseconds and so on.
 */
public final class EpochMoments {
    public static final long SECONDS = 86_400;
    public static final long MICROS = SECONDS * 1_000_000;
    public static final long NANOS = SECONDS * 1_000_000_000;

    /** Redshift's first year, 4713 BC, and the last whole year whose microseconds fit into a long. */
    public static final long FIRST_DAY = LocalDate.of(-4712, 1, 1).toEpochDay();

    public static final long LAST_DAY = LocalDate.of(294_246, 12, 31).toEpochDay();

    private static final long FIRST_OF_OUR_ERA = LocalDate.of(1, 1, 1).toEpochDay();

    /** Days that are no date in any calendar that is computed with. */
    private static final long FAR = 300_000_000_000L;

    private EpochMoments() {}

    /** @param unitsADay how many units a day has */
    public static long day(long value, long unitsADay) {
        return unitsADay == 1 ? value : Math.floorDiv(value, unitsADay);
    }

    /** Nanoseconds since midnight. */
    public static long nanos(long value, long unitsADay) {
        return unitsADay == 1 ? 0 : Math.floorMod(value, unitsADay) * (NANOS / unitsADay);
    }

    /** Whether a column of dates or timestamps can hold a day. */
    public static boolean inRange(long day) {
        return day >= FIRST_DAY && day <= LAST_DAY;
    }

    /** The first value that {@link #inRange}, or the least there is. */
    public static long first(long unitsADay) {
        return saturated(FIRST_DAY, unitsADay);
    }

    /** The last value that {@link #inRange}, or the greatest there is. */
    public static long last(long unitsADay) {
        long next = saturated(LAST_DAY + 1, unitsADay);
        return next == Long.MAX_VALUE ? next : next - 1;
    }

    private static long saturated(long days, long unitsADay) {
        boolean fits = Math.multiplyHigh(days, unitsADay) == days * unitsADay >> 63;
        return fits ? days * unitsADay : days < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** {@code 2024-02-29}, {@code 0044-03-15 BC}; the number itself when it is far from any date. */
    public static String date(long day) {
        return plain(day) + era(day);
    }

    private static String plain(long day) {
        if (far(day)) {
            return Long.toString(day);
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        int year = date.getYear();
        return String.format(
                Locale.ROOT, "%04d-%02d-%02d", year > 0 ? year : 1 - year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(long day) {
        return !far(day) && day < FIRST_OF_OUR_ERA ? " BC" : "";
    }

    private static boolean far(long day) {
        return day > FAR || day < -FAR;
    }

    /** {@code 13:14:15.123}; the number itself when it is no time of day. */
    public static String time(long value, long unitsADay) {
        return value >= 0 && value < unitsADay ? clock(nanos(value, unitsADay)) : Long.toString(value);
    }

    /** {@code 2024-02-29 13:14:15.123456}, {@code +00} behind it for an instant, and then {@code BC}. */
    public static String timestamp(long value, long unitsADay, boolean instant) {
        long day = day(value, unitsADay);
        return plain(day) + " " + clock(nanos(value, unitsADay)) + (instant ? "+00" : "") + era(day);
    }

    private static String clock(long nanos) {
        long seconds = nanos / 1_000_000_000;
        String whole = String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        String fraction = String.format(Locale.ROOT, "%09d", nanos % 1_000_000_000);
        int digits = 9;
        while (digits > 0 && fraction.charAt(digits - 1) == '0') {
            digits--;
        }
        return digits == 0 ? whole : whole + "." + fraction.substring(0, digits);
    }
}
