package io.forebay.format.avro.value;

import io.forebay.format.avro.schema.Type.Meaning;
import io.forebay.format.kit.time.EpochMoments;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.warehouse.TypeKind;

/**
 * Dates and times as Avro counts them, into columns that hold dates and times. A timestamp is an instant: a TIMESTAMP
 * column takes it in UTC. Digits behind microseconds are cut off, and so is the time in a DATE column.
 */
final class Moments {
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
        long units = units(meaning);
        if (column == TypeKind.TIME) {
            return value >= 0 && value < units
                    ? cell.setLong(EpochMoments.nanos(value, units) / 1000)
                    : cell.refuse(LoadError.TIMESTAMP_FORMAT, "Time outside of 00:00:00 to 23:59:59.999999");
        }
        long day = EpochMoments.day(value, units);
        if (!EpochMoments.inRange(day)) {
            int code = column == TypeKind.DATE ? LoadError.DATE_FORMAT : LoadError.TIMESTAMP_FORMAT;
            return acceptAny ? cell.setNull() : cell.refuse(code, "Date outside of the years 4713 BC to 294246");
        }
        return cell.setLong(
                column == TypeKind.DATE ? day : day * EpochMoments.MICROS + EpochMoments.nanos(value, units) / 1000);
    }

    /** How many a day has. */
    private static long units(Meaning meaning) {
        return switch (meaning) {
            case TIME_MILLIS, TIMESTAMP_MILLIS, LOCAL_TIMESTAMP_MILLIS -> EpochMoments.SECONDS * 1000;
            case TIME_MICROS, TIMESTAMP_MICROS, LOCAL_TIMESTAMP_MICROS -> EpochMoments.MICROS;
            case TIMESTAMP_NANOS, LOCAL_TIMESTAMP_NANOS -> EpochMoments.NANOS;
            case NONE, DECIMAL, UUID, DATE -> 1;
        };
    }

    /**
     * {@code 2024-02-29}, {@code 13:14:15.123}, {@code 2024-02-29 13:14:15.123456}, and with {@code +00} behind it for
     * an instant.
     */
    static String text(Meaning meaning, long value) {
        if (meaning == Meaning.DATE) {
            return EpochMoments.date(value);
        }
        return time(meaning)
                ? EpochMoments.time(value, units(meaning))
                : EpochMoments.timestamp(value, units(meaning), !meaning.name().startsWith("LOCAL"));
    }
}
