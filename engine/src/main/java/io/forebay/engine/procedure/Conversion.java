package io.forebay.engine.procedure;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of one type as values of another, where that needs no warehouse. */
final class Conversion {
    private Conversion() {}

    /** The value converted, when this can be done here. */
    static Optional<Value> here(Value value, ColumnType to) {
        Object given = value.value();
        if (given == null) {
            return Optional.of(new Value(null, to));
        }
        if (given instanceof Number number && numeric(value.type().kind())) {
            Object converted = number(number, to);
            if (converted != null) {
                return Optional.of(new Value(converted, to));
            }
        }
        if (given instanceof String text && text(value.type().kind()) && text(to.kind())) {
            return Optional.of(new Value(fitting(text, to), to));
        }
        boolean same = value.type().kind() == to.kind() || to.kind() == TypeKind.OTHER;
        return same ? Optional.of(new Value(given, to)) : Optional.empty();
    }

    private static boolean numeric(TypeKind kind) {
        return switch (kind) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
            default -> false;
        };
    }

    private static boolean text(TypeKind kind) {
        return kind == TypeKind.VARCHAR || kind == TypeKind.CHAR;
    }

    private static @Nullable Object number(Number number, ColumnType to) {
        return switch (to.kind()) {
            case SMALLINT -> whole(number, Short.MIN_VALUE, Short.MAX_VALUE, to);
            case INTEGER -> whole(number, Integer.MIN_VALUE, Integer.MAX_VALUE, to);
            case BIGINT -> whole(number, Long.MIN_VALUE, Long.MAX_VALUE, to);
            case DECIMAL -> decimal(number, to);
            case REAL -> (double) number.floatValue();
            case DOUBLE -> number.doubleValue();
            case VARCHAR, CHAR -> number instanceof Long ? fitting(number.toString(), to) : null;
            default -> null;
        };
    }

    private static Object whole(Number number, long least, long most, ColumnType to) {
        try {
            long whole = number instanceof Long given
                    ? given
                    : exact(number)
                            .setScale(0, number instanceof Double ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP)
                            .longValueExact();
            if (whole >= least && whole <= most) {
                return whole;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw outOfRange(to, e);
        }
        throw outOfRange(to, null);
    }

    private static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    private static Object decimal(Number number, ColumnType to) {
        BigDecimal exact;
        try {
            exact = exact(number);
        } catch (NumberFormatException e) {
            throw outOfRange(to, e);
        }
        if (to.precision() == 0) {
            return exact;
        }
        BigDecimal scaled = exact.setScale(to.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > to.precision() && scaled.signum() != 0) {
            throw outOfRange(to, null);
        }
        return scaled;
    }

    private static ForebayException outOfRange(ColumnType to, @Nullable Exception cause) {
        return new ForebayException(
                CommonError.OUT_OF_RANGE, "the value is out of range for type " + to.sqlName(), cause);
    }

    /** Blanks at the end give way, as in an INSERT. */
    private static String fitting(String text, ColumnType to) {
        if (to.length() == 0 || text.getBytes(StandardCharsets.UTF_8).length <= to.length()) {
            return text;
        }
        String shorter = text;
        while (shorter.endsWith(" ") && shorter.getBytes(StandardCharsets.UTF_8).length > to.length()) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        if (shorter.getBytes(StandardCharsets.UTF_8).length > to.length()) {
            throw new ForebayException(ProcedureError.TEXT_TOO_LONG, "value too long for type " + to.sqlName());
        }
        return shorter;
    }

    /** The type's name in a cast in a user's SQL; texts get no shorter by it. Empty for one without a name. */
    static String castName(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR, CHAR -> "varchar(" + ColumnType.MAX_VARCHAR + ")";
            case VARBYTE -> "varbyte(" + ColumnType.MAX_VARBYTE + ")";
            case DECIMAL -> type.precision() == 0 ? "" : "numeric(" + type.precision() + "," + type.scale() + ")";
            case DOUBLE -> "float8";
            case TIME -> "time";
            case TIMETZ -> "timetz";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMPTZ -> "timestamptz";
            case OTHER -> "";
            default -> type.sqlName();
        };
    }
}
