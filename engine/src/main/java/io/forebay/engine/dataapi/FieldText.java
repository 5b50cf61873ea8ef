package io.forebay.engine.dataapi;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Values that are given as texts, as java.sql prints them: {@code 2022-02-22 00:00:00.0}. */
final class FieldText {
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 6, true)
            .toFormatter();
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private FieldText() {}

    static String of(Rows rows, int column, ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT -> Long.toString(rows.longAt(column));
            case REAL -> Float.toString((float) rows.doubleAt(column));
            case DOUBLE -> Double.toString(rows.doubleAt(column));
            case BOOLEAN -> Boolean.toString(rows.booleanAt(column));
            case DECIMAL -> rows.decimalAt(column).toPlainString();
            case DATE ->
                unlessEndless(
                        rows.longAt(column), days -> LocalDate.ofEpochDay(days).toString());
            case TIME ->
                LocalTime.MIDNIGHT
                        .plus(Duration.ofNanos(rows.longAt(column) * 1000))
                        .format(TIME);
            case TIMESTAMP -> unlessEndless(rows.longAt(column), micros -> moment(rows, column));
            case TIMESTAMPTZ -> unlessEndless(rows.longAt(column), micros -> moment(rows, column) + "+00");
            case CHAR, VARCHAR, SUPER, TIMETZ, OTHER -> rows.textAt(column);
            case VARBYTE -> java.util.HexFormat.of().formatHex(rows.bytesAt(column));
        };
    }

    private static String moment(Rows rows, int column) {
        Instant instant = rows.instantAt(column);
        return instant.atOffset(ZoneOffset.UTC).toLocalDateTime().format(MOMENT);
    }

    private static String unlessEndless(long value, java.util.function.LongFunction<String> text) {
        return value == Long.MAX_VALUE ? "infinity" : value == -Long.MAX_VALUE ? "-infinity" : text.apply(value);
    }
}
