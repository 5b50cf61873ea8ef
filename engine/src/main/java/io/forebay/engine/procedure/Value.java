package io.forebay.engine.procedure;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A value with its type. @param value as {@code Query.execute} takes it */
record Value(@Nullable Object value, ColumnType type) {
    private static final int NANOS = 1000;
    private static final double WHOLE = 1e15;
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    static final ColumnType TEXT = ColumnType.varchar(0);
    static final ColumnType BOOLEAN = ColumnType.of(TypeKind.BOOLEAN);
    static final ColumnType INTEGER = ColumnType.of(TypeKind.INTEGER);
    static final ColumnType BIGINT = ColumnType.of(TypeKind.BIGINT);

    static Value text(@Nullable String text) {
        return new Value(text, TEXT);
    }

    static Value bool(boolean value) {
        return new Value(value, BOOLEAN);
    }

    /** The value of a row that is being read. */
    static Value of(Rows rows, int column) {
        ColumnType type = rows.columns().get(column).type();
        Object raw = rows.value(column);
        if (!(raw instanceof Long number)) {
            return new Value(raw, type);
        }
        boolean endless = number == Long.MAX_VALUE || number == -Long.MAX_VALUE;
        return new Value(
                switch (type.kind()) {
                    case DATE -> endless ? endless(number) : LocalDate.ofEpochDay(number);
                    case TIME -> LocalTime.ofNanoOfDay(number * NANOS);
                    case TIMESTAMP ->
                        endless ? endless(number) : LocalDateTime.ofInstant(rows.instantAt(column), ZoneOffset.UTC);
                    case TIMESTAMPTZ ->
                        endless ? endless(number) : OffsetDateTime.ofInstant(rows.instantAt(column), ZoneOffset.UTC);
                    default -> number;
                },
                type);
    }

    private static String endless(long number) {
        return number > 0 ? "infinity" : "-infinity";
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /** The value as {@link Rows} gives it. */
    static @Nullable Object forRows(@Nullable Object value) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / NANOS;
        }
        if (value instanceof LocalDateTime moment) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant(ZoneOffset.UTC));
        }
        if (value instanceof OffsetDateTime moment) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant());
        }
        return value;
    }

    /** As PostgreSQL prints it. */
    String shown() {
        if (value == null) {
            return "<NULL>";
        }
        if (value instanceof Boolean truth) {
            return truth ? "t" : "f";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Double number) {
            return shown(number);
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof LocalTime time) {
            return time.format(TIME);
        }
        if (value instanceof LocalDateTime moment) {
            return moment.toLocalDate() + " " + moment.toLocalTime().format(TIME);
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toLocalDate() + " " + moment.toLocalTime().format(TIME) + "+00";
        }
        return value.toString();
    }

    private static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) < WHOLE
                ? Long.toString((long) number)
                : Double.toString(number).replace("E", "e+").replace("e+-", "e-");
    }

    /** {@code (a,b)}. */
    static String shown(List<Value> row) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : ",")
                    .append(row.get(i).value() == null ? "" : row.get(i).shown());
        }
        return text.append(")").toString();
    }
}
