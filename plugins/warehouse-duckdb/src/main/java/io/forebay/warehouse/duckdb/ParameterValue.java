package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parameter's value made into what DuckDB binds without a cast of its own. */
final class ParameterValue {
    private static final Pattern MOMENT = Pattern.compile("(\\d{4,6}-\\d{1,2}-\\d{1,2})"
            + "(?:[ T](\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?))? ?(Z|[+-]\\d{1,2}(?::?\\d{2})?(?::?\\d{2})?)?");
    private static final Pattern CLOCK =
            Pattern.compile("(\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?) ?(?:Z|[+-]\\d{1,2}(?::?\\d{2})?)?");

    private ParameterValue() {}

    /**
     * A text as the type that DuckDB found for its parameter; other values as they are.
     *
     * @throws ForebayException INVALID_TEXT and the like when the text is none of the type
     */
    static @Nullable Object typed(@Nullable Object value, ColumnType type) {
        return value instanceof String text ? parse(text, type) : value;
    }

    private static Object parse(String text, ColumnType type) {
        String bare = text.strip();
        if (bare.toLowerCase(Locale.ROOT).endsWith("infinity")) {
            return text;
        }
        try {
            return switch (type.kind()) {
                case SMALLINT, INTEGER, BIGINT -> new BigDecimal(bare).longValueExact();
                case DECIMAL -> new BigDecimal(bare);
                case REAL, DOUBLE -> Double.valueOf(bare);
                case BOOLEAN -> truth(bare);
                case DATE -> LocalDate.parse(date(moment(bare)));
                case TIMESTAMP -> local(moment(bare));
                case TIMESTAMPTZ -> zoned(moment(bare));
                case TIME -> time(bare);
                case VARBYTE -> bytes(bare);
                case CHAR, VARCHAR, SUPER, TIMETZ, OTHER -> text;
            };
        } catch (NumberFormatException e) {
            throw invalid(CommonError.INVALID_TEXT, type, text, e);
        } catch (ArithmeticException e) {
            throw invalid(CommonError.INVALID_TEXT, type, text, e);
        } catch (DateTimeException e) {
            throw invalid(CommonError.INVALID_DATETIME, type, text, e);
        } catch (IllegalArgumentException e) {
            throw invalid(CommonError.INVALID_TEXT, type, text, e);
        }
    }

    private static ForebayException invalid(ErrorCode code, ColumnType type, String text, Exception cause) {
        return new ForebayException(
                code, "invalid input syntax for type " + type.sqlName() + ": \"" + text + "\"", cause);
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "t", "true", "y", "yes", "on", "1" -> true;
            case "f", "false", "n", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Matcher moment(String text) {
        Matcher moment = MOMENT.matcher(text);
        if (!moment.matches()) {
            throw new DateTimeException(text);
        }
        return moment;
    }

    private static String date(Matcher moment) {
        String[] parts = moment.group(1).split("-", -1);
        String year = parts[0].length() > 4 ? "+" + parts[0] : parts[0];
        return year + "-" + pad(parts[1]) + "-" + pad(parts[2]);
    }

    private static String pad(String digits) {
        return digits.length() == 1 ? "0" + digits : digits;
    }

    private static LocalDateTime local(Matcher moment) {
        String clock = moment.group(2);
        return LocalDate.parse(date(moment)).atTime(clock == null ? LocalTime.MIN : clock(clock));
    }

    private static OffsetDateTime zoned(Matcher moment) {
        String zone = moment.group(3);
        return local(moment).atOffset(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone(zone)));
    }

    private static String zone(String text) {
        return text.length() == 2 ? text.charAt(0) + "0" + text.charAt(1) : text;
    }

    private static LocalTime time(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (!clock.matches()) {
            throw new DateTimeException(text);
        }
        return clock(clock.group(1));
    }

    private static LocalTime clock(String text) {
        return LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
    }

    private static byte[] bytes(String text) {
        return text.startsWith("\\x")
                ? HexFormat.of().parseHex(text.substring(2))
                : text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The value as SQL text. */
    static String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Boolean || value instanceof Long || value instanceof Integer || value instanceof Short) {
            return "(" + value + ")";
        }
        if (value instanceof BigDecimal number) {
            return "(" + number.toPlainString() + ")";
        }
        if (value instanceof Double || value instanceof Float) {
            return "'" + value + "'::DOUBLE";
        }
        if (value instanceof byte[] bytes) {
            return "from_hex('" + HexFormat.of().formatHex(bytes) + "')";
        }
        return "'" + value.toString().replace("'", "''") + "'" + suffix(value);
    }

    private static String suffix(Object value) {
        if (value instanceof LocalDate) {
            return "::DATE";
        }
        if (value instanceof LocalTime) {
            return "::TIME";
        }
        if (value instanceof LocalDateTime) {
            return "::TIMESTAMP";
        }
        if (value instanceof UUID) {
            return "::UUID";
        }
        return value instanceof OffsetDateTime ? "::TIMESTAMPTZ" : "";
    }
}
