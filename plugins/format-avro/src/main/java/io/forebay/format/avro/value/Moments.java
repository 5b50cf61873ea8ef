package io.forebay.format.avro.value;

import io.forebay.format.avro.schema.Type.Meaning;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.warehouse.TypeKind;
import java.time.LocalDate;

/**
 * Dates and times as Avro counts them, into columns that hold dates and times. A timestamp is an instant: a TIMESTAMP
 * column takes it in UTC. Digits behind microseconds are cut off, and so is the time in a DATE column.
 */
final class Moments {
    private static final long DAY = 86_400_000_000L;

    /** Redshift's first year, 4713 BC, and the last whole year whose microseconds fit into a long. */
    private static final long FIRST_DAY = LocalDate.of(-4712, 1, 1).toEpochDay();

    private static final long LAST_DAY = LocalDate.of(294_246, 12, 31).toEpochDay();

    private Moments() {}

    /** Whether the column can take values of the meaning as they are. */
    static boolean fits(Meaning meaning, TypeKind column) {
        return switch (column) {
            case TIME -> time(meaning);
            case DATE, TIMESTAMP, TIMESTAMPTZ -> !time(meaning);
            default -> false;
        };
    }

    static boolean time(Meaning meaning) {
        return meaning == Meaning.TIME_MILLIS || meaning == Meaning.TIME_MICROS;
    }

    /** Sets a column that {@link #fits}. @param acceptAny ACCEPTANYDATE */
    static boolean set(Meaning meaning, long value, TypeKind column, boolean acceptAny, Cell cell) {
        if (column == TypeKind.TIME) {
            long micros = meaning == Meaning.TIME_MILLIS && value < DAY ? value * 1000 : value;
            return value >= 0 && micros < DAY
                    ? cell.setLong(micros)
                    : cell.refuse(LoadError.TIMESTAMP_FORMAT, "Time outside of 00:00:00 to 23:59:59.999999");
        }
        long day = day(meaning, value);
        if (day < FIRST_DAY || day > LAST_DAY) {
            int code = column == TypeKind.DATE ? LoadError.DATE_FORMAT : LoadError.TIMESTAMP_FORMAT;
            return acceptAny ? cell.setNull() : cell.refuse(code, "Date outside of the years 4713 BC to 294246");
        }
        return cell.setLong(column == TypeKind.DATE ? day : day * DAY + nanos(meaning, value) / 1000);
    }

    private static long day(Meaning meaning, long value) {
        return meaning == Meaning.DATE ? value : Math.floorDiv(value, units(meaning));
    }

    /** Nanoseconds since midnight. */
    private static long nanos(Meaning meaning, long value) {
        long units = units(meaning);
        return meaning == Meaning.DATE ? 0 : Math.floorMod(value, units) * (DAY * 1000 / units);
    }

    /** How many a day has. */
    private static long units(Meaning meaning) {
        return switch (meaning) {
            case TIME_MILLIS, TIMESTAMP_MILLIS, LOCAL_TIMESTAMP_MILLIS -> DAY / 1000;
            case TIME_MICROS, TIMESTAMP_MICROS, LOCAL_TIMESTAMP_MICROS -> DAY;
            case TIMESTAMP_NANOS, LOCAL_TIMESTAMP_NANOS -> DAY * 1000;
            case NONE, DECIMAL, UUID, DATE -> 1;
        };
    }

    /**
     * {@code 2024-02-29}, {@code 13:14:15.123}, {@code 2024-02-29 13:14:15.123456}, and with {@code +00} behind it for
     * an instant.
     */
    static String text(Meaning meaning, long value) {
        if (meaning == Meaning.DATE) {
            return date(value);
        }
        if (time(meaning)) {
            return value >= 0 && value < units(meaning) ? clock(nanos(meaning, value)) : Long.toString(value);
        }
        boolean local = meaning.name().startsWith("LOCAL");
        return date(day(meaning, value)) + " " + clock(nanos(meaning, value)) + (local ? "" : "+00");
    }

    private static String date(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return String.format("%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    private static String clock(long nanos) {
        long seconds = nanos / 1_000_000_000;
        String whole = String.format("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        String fraction = String.format("%09d", nanos % 1_000_000_000);
        int digits = 9;
        while (digits > 0 && fraction.charAt(digits - 1) == '0') {
            digits--;
        }
        return digits == 0 ? whole : whole + "." + fraction.substring(0, digits);
    }
}
