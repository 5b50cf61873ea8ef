package io.forebay.server.wire.type;

import io.forebay.server.wire.message.MessageWriter;

/**
 * Dates and times in PostgreSQL's ISO style, digit by digit. SOURCE: PostgreSQL's manual, "Date/Time Output"; the units
 * are those of {@code Rows.longAt}.
 */
final class CalendarText {
    static final long INFINITY = Long.MAX_VALUE;
    private static final long MICROS = 1_000_000;
    private static final long DAY = 86_400 * MICROS;

    private CalendarText() {}

    static void date(long days, MessageWriter out) {
        if (!infinite(days, out)) {
            era(day(days, out), out);
        }
    }

    static void timestamp(long micros, MessageWriter out) {
        if (!infinite(micros, out)) {
            era(dayAndTime(micros, out), out);
        }
    }

    static void timestamptz(long micros, SessionZone zone, MessageWriter out) {
        if (!infinite(micros, out)) {
            int offset = zone.offsetAt(Math.floorDiv(micros, MICROS));
            boolean beforeChrist = dayAndTime(micros + offset * MICROS, out);
            offset(offset, out);
            era(beforeChrist, out);
        }
    }

    /** Hours, minutes, seconds, and as much of the fraction as there is. */
    static void time(long micros, MessageWriter out) {
        long seconds = micros / MICROS;
        out.padded(seconds / 3600, 2).int8(':').padded(seconds / 60 % 60, 2).int8(':');
        out.padded(seconds % 60, 2);
        long fraction = micros % MICROS;
        if (fraction != 0) {
            int digits = 6;
            while (fraction % 10 == 0) {
                fraction /= 10;
                digits--;
            }
            out.int8('.').padded(fraction, digits);
        }
    }

    private static void offset(int seconds, MessageWriter out) {
        int rest = Math.abs(seconds);
        out.int8(seconds < 0 ? '-' : '+').padded(rest / 3600, 2);
        if (rest % 3600 != 0) {
            out.int8(':').padded(rest / 60 % 60, 2);
        }
        if (rest % 60 != 0) {
            out.int8(':').padded(rest % 60, 2);
        }
    }

    private static boolean dayAndTime(long micros, MessageWriter out) {
        boolean beforeChrist = day(Math.floorDiv(micros, DAY), out);
        out.int8(' ');
        time(Math.floorMod(micros, DAY), out);
        return beforeChrist;
    }

    /** Writes year, month and day of the Gregorian calendar; true for a year before 1. */
    private static boolean day(long epochDay, MessageWriter out) {
        long shifted = epochDay + 719_468;
        long cycle = Math.floorDiv(shifted, 146_097);
        long ofCycle = shifted - cycle * 146_097;
        long yearOfCycle = (ofCycle - ofCycle / 1_460 + ofCycle / 36_524 - ofCycle / 146_096) / 365;
        long ofYear = ofCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        long fromMarch = (5 * ofYear + 2) / 153;
        long month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        long year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0);
        year(year > 0 ? year : 1 - year, out);
        out.int8('-').padded(month, 2).int8('-').padded(ofYear - (153 * fromMarch + 2) / 5 + 1, 2);
        return year <= 0;
    }

    private static void year(long year, MessageWriter out) {
        if (year < 10_000) {
            out.padded(year, 4);
        } else {
            out.decimal(year);
        }
    }

    private static void era(boolean beforeChrist, MessageWriter out) {
        if (beforeChrist) {
            out.utf8(" BC");
        }
    }

    private static boolean infinite(long value, MessageWriter out) {
        if (value == INFINITY) {
            out.utf8("infinity");
        } else if (value == -INFINITY || value == Long.MIN_VALUE) {
            out.utf8("-infinity");
        } else {
            return false;
        }
        return true;
    }
}
