package io.forebay.warehouse.duckdb.result;

import java.util.Locale;

/** DuckDB's dates and times as numbers. */
final class Moments {
    private static final int ZONE_BITS = 24;
    private static final int MAX_OFFSET = 16 * 3600 - 1;

    private Moments() {}

    /** Days since 1970-01-01; DuckDB's infinity is the largest int, ours the largest long. */
    static long days(int days) {
        if (days == Integer.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return days == -Integer.MAX_VALUE ? -Long.MAX_VALUE : days;
    }

    /** Microseconds from another unit, rounded down; infinity stays. */
    static long scaled(long value, long factor, long divisor) {
        if (value == Long.MAX_VALUE || value == -Long.MAX_VALUE) {
            return value;
        }
        return Math.floorDiv(Math.multiplyExact(value, factor), divisor);
    }

    /** A TIMETZ as DuckDB prints it: 40 bits of microseconds, 24 bits of 15:59:59 minus the offset in seconds. */
    static String timeWithZone(long bits) {
        long micros = bits >>> ZONE_BITS;
        int offset = MAX_OFFSET - (int) (bits & (1 << ZONE_BITS) - 1);
        StringBuilder text = new StringBuilder(clock(micros / 1_000_000));
        long fraction = micros % 1_000_000;
        if (fraction > 0) {
            text.append(String.format(Locale.ROOT, ".%06d", fraction).replaceAll("0+$", ""));
        }
        return text.append(offset < 0 ? '-' : '+')
                .append(zone(Math.abs(offset)))
                .toString();
    }

    private static String clock(long seconds) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String zone(int seconds) {
        if (seconds % 60 != 0) {
            return clock(seconds);
        }
        return seconds % 3600 == 0
                ? String.format(Locale.ROOT, "%02d", seconds / 3600)
                : String.format(Locale.ROOT, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
    }
}
