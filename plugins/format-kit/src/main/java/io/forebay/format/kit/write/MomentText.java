package io.forebay.format.kit.write;

import java.time.LocalDate;

/** Dates and times in PostgreSQL's ISO style; the units are those of {@code Rows.longAt}. */
final class MomentText {
    private static final long MICROS = 1_000_000;
    private static final long DAY = 86_400 * MICROS;

    private MomentText() {}

    static void date(long days, RowBytes out) {
        if (!infinite(days, out)) {
            era(day(days, out), out);
        }
    }

    /** @param zone what follows the time, empty for a TIMESTAMP */
    static void timestamp(long micros, String zone, RowBytes out) {
        if (!infinite(micros, out)) {
            boolean beforeChrist = day(Math.floorDiv(micros, DAY), out);
            out.add(' ');
            time(Math.floorMod(micros, DAY), out);
            out.add(zone);
            era(beforeChrist, out);
        }
    }

    /** A fraction only when it is not zero, without zeros at its end. */
    static void time(long micros, RowBytes out) {
        long seconds = micros / MICROS;
        out.padded(seconds / 3600, 2).add(':').padded(seconds / 60 % 60, 2).add(':');
        out.padded(seconds % 60, 2);
        long fraction = micros % MICROS;
        if (fraction != 0) {
            int digits = 6;
            while (fraction % 10 == 0) {
                fraction /= 10;
                digits--;
            }
            out.add('.').padded(fraction, digits);
        }
    }

    private static boolean day(long days, RowBytes out) {
        LocalDate date = LocalDate.ofEpochDay(days);
        int year = date.getYear();
        out.padded(year > 0 ? year : 1L - year, 4);
        out.add('-').padded(date.getMonthValue(), 2).add('-').padded(date.getDayOfMonth(), 2);
        return year <= 0;
    }

    private static void era(boolean beforeChrist, RowBytes out) {
        if (beforeChrist) {
            out.add(" BC");
        }
    }

    private static boolean infinite(long value, RowBytes out) {
        boolean infinite = value == Long.MAX_VALUE || value == -Long.MAX_VALUE;
        if (infinite) {
            out.add(value > 0 ? "infinity" : "-infinity");
        }
        return infinite;
    }
}
