package io.forebay.format.kit.time;

/** A date, a time of day and an offset, as read from one field. Mutable: one a thread, filled anew for each field. */
public final class Moment {
    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** The last whole year whose microseconds since 1970 fit into a long; Redshift's first year is 4713 BC. */
    private static final int LAST_YEAR = 294_246;

    private static final int FIRST_YEAR = -4712;

    /** By the month, 1 to 12. */
    private static final byte[] MONTH_DAYS = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private static final short[] DAYS_BEFORE = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

    /** Added to a year, makes it positive and leaves its place among 400 years as it is. */
    private static final int YEARS_BEFORE = 4800;

    /** The days of all years before 1970, counted from {@link #YEARS_BEFORE} years before the year 1. */
    private static final int DAYS_BEFORE_1970 = 2_472_326;

    private long epochDay;
    private long microsOfDay;
    private int offsetSeconds;

    /** Starts anew: 1970-01-01 00:00:00 UTC. */
    void clear() {
        epochDay = 0;
        microsOfDay = 0;
        offsetSeconds = 0;
    }

    /** Days since 1970-01-01. */
    public long epochDay() {
        return epochDay;
    }

    /** Microseconds since midnight. */
    public long microsOfDay() {
        return microsOfDay;
    }

    /** Microseconds since 1970-01-01 00:00:00 as the clock on the wall shows it. */
    public long localMicros() {
        return epochDay * MICROS_PER_DAY + microsOfDay;
    }

    /** Microseconds since 1970-01-01 00:00:00 UTC; a text without an offset is UTC. */
    public long utcMicros() {
        return localMicros() - offsetSeconds * MICROS_PER_SECOND;
    }

    /** @param year 0 is 1 BC; false when there is no such day */
    boolean setDate(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || year < FIRST_YEAR || year > LAST_YEAR) {
            return false;
        }
        int leapDay = leap(year) ? 1 : 0;
        if (day > MONTH_DAYS[month] + (month == 2 ? leapDay : 0)) {
            return false;
        }
        int before = year - 1 + YEARS_BEFORE;
        int centuries = before / 100;
        int dayOfYear = DAYS_BEFORE[month] + (month > 2 ? leapDay : 0) + day - 1;
        epochDay = before * 365L + (before >> 2) - centuries + (centuries >> 2) + dayOfYear - DAYS_BEFORE_1970;
        return true;
    }

    void setEpochDay(long day) {
        epochDay = day;
    }

    boolean setDayOfYear(int year, int day) {
        if (day < 1 || day > (leap(year) ? 366 : 365) || !setDate(year, 1, 1)) {
            return false;
        }
        epochDay += day - 1;
        return true;
    }

    boolean setTime(int hour, int minute, int second, int micros) {
        if (hour > 23 || minute > 59 || second > 59 || hour < 0 || minute < 0 || second < 0) {
            return false;
        }
        microsOfDay = (hour * 3600L + minute * 60L + second) * MICROS_PER_SECOND + micros;
        return true;
    }

    void setMicrosOfDay(long micros) {
        microsOfDay = micros;
    }

    void setOffset(int seconds) {
        offsetSeconds = seconds;
    }

    private static boolean leap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }
}
