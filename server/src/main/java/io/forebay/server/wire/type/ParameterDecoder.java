package io.forebay.server.wire.type;

import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.WireError;
import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a parameter into a value that {@code Query.execute} takes. Errors: INVALID_TEXT, OUT_OF_RANGE for
 * text; WIRE_BINARY_VALUE for binary. SOURCE: PostgreSQL's manual, "Data Types", and the types' recv functions.
 */
public final class ParameterDecoder {
    private final SessionZone zone;

    public ParameterDecoder(SessionZone zone) {
        this.zone = zone;
    }

    /** @param oid what the value was declared as, or what the client was told */
    public Object text(int oid, String text) {
        String bare = text.strip();
        return switch (oid) {
            case PgType.BOOL -> bool(bare);
            case PgType.INT2 -> whole(bare, "smallint", Short.MIN_VALUE, Short.MAX_VALUE);
            case PgType.INT4 -> whole(bare, "integer", Integer.MIN_VALUE, Integer.MAX_VALUE);
            case PgType.INT8, PgType.OID -> whole(bare, "bigint", Long.MIN_VALUE, Long.MAX_VALUE);
            case PgType.FLOAT4 -> (double) (float) number(bare, "real");
            case PgType.FLOAT8 -> number(bare, "double precision");
            case PgType.NUMERIC -> numeric(bare);
            case PgType.BYTEA -> bytes(text);
            case PgType.DATE -> orText(DateTimeInput.date(bare), text);
            case PgType.TIME -> orText(DateTimeInput.time(bare), text);
            case PgType.TIMESTAMP -> orText(DateTimeInput.timestamp(bare), text);
            case PgType.TIMESTAMPTZ -> orText(DateTimeInput.timestamptz(bare, zone.id()), text);
            default -> text;
        };
    }

    public Object binary(int oid, MessageBody in) {
        try {
            Object value = readBinary(oid, in);
            in.end();
            return value;
        } catch (ForebayException e) {
            throw e.is(WireError.WIRE_PROTOCOL)
                    ? new ForebayException(
                            WireError.WIRE_BINARY_VALUE, "incorrect binary data format in a parameter", e)
                    : e;
        } catch (DateTimeException | ArithmeticException e) {
            throw new ForebayException(WireError.WIRE_BINARY_VALUE, "a date or time in a parameter is out of range", e);
        }
    }

    private static Object readBinary(int oid, MessageBody in) {
        return switch (oid) {
            case PgType.BOOL -> in.int8() != 0;
            case PgType.INT2 -> (long) (short) in.uint16();
            case PgType.INT4 -> (long) in.int32();
            case PgType.OID -> in.int32() & 0xffffffffL;
            case PgType.INT8 -> in.int64();
            case PgType.FLOAT4 -> (double) Float.intBitsToFloat(in.int32());
            case PgType.FLOAT8 -> Double.longBitsToDouble(in.int64());
            case PgType.NUMERIC -> NumericBinary.read(in);
            case PgType.BYTEA -> in.bytes(in.remaining());
            case PgType.DATE -> CalendarBinary.readDate(in);
            case PgType.TIME -> CalendarBinary.readTime(in);
            case PgType.TIMETZ -> CalendarBinary.readTimetz(in);
            case PgType.TIMESTAMP -> CalendarBinary.readTimestamp(in);
            case PgType.TIMESTAMPTZ -> CalendarBinary.readTimestamptz(in);
            case PgType.UUID -> new UUID(in.int64(), in.int64()).toString();
            case 0, PgType.TEXT, PgType.VARCHAR, PgType.BPCHAR, PgType.UNKNOWN, PgType.SUPER -> in.text();
            default ->
                throw new ForebayException(
                                CommonError.NOT_SUPPORTED, "no binary form is known for parameters of type " + oid)
                        .withHint("Send the parameter as text.");
        };
    }

    private static Object orText(Optional<?> value, String text) {
        return value.isPresent() ? value.get() : text;
    }

    /** Any beginning of true, false, yes, no, on, off that tells them apart, and 1 and 0. */
    private static Object bool(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.isEmpty() && ("true".startsWith(lower) || "yes".startsWith(lower))
                || lower.equals("on")
                || lower.equals("1")) {
            return true;
        }
        if (!lower.isEmpty() && ("false".startsWith(lower) || "no".startsWith(lower))
                || lower.equals("of")
                || lower.equals("off")
                || lower.equals("0")) {
            return false;
        }
        throw invalid("boolean", text);
    }

    private static Object whole(String text, String type, long least, long most) {
        if (!text.matches("[+-]?\\d+")) {
            throw invalid(type, text);
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw outOfRange(text, type, e);
        }
        throw outOfRange(text, type, null);
    }

    private static double number(String text, String type) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "nan":
                return Double.NaN;
            case "infinity", "inf", "+infinity", "+inf":
                return Double.POSITIVE_INFINITY;
            case "-infinity", "-inf":
                return Double.NEGATIVE_INFINITY;
            default:
                return finite(text, type);
        }
    }

    private static double finite(String text, String type) {
        if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            throw invalid(type, text);
        }
        double value = type.equals("real") ? Float.parseFloat(text) : Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw outOfRange(text, type, null);
        }
        return value;
    }

    /** A number, or as text what only the warehouse can judge: NaN, or an exponent that would not fit in memory. */
    private static Object numeric(String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            return Math.abs((long) value.scale()) > 1_000 ? text : value;
        } catch (NumberFormatException e) {
            if (text.equalsIgnoreCase("nan")) {
                return text;
            }
            throw invalid("numeric", text);
        }
    }

    private static byte[] bytes(String text) {
        try {
            return text.startsWith("\\x") ? HexFormat.of().parseHex(text, 2, text.length()) : ByteaEscape.read(text);
        } catch (IllegalArgumentException e) {
            throw invalid("bytea", text.substring(0, Math.min(text.length(), 60)));
        }
    }

    private static ForebayException invalid(String type, String text) {
        return new ForebayException(
                CommonError.INVALID_TEXT, "invalid input syntax for type " + type + ": \"" + text + "\"");
    }

    private static ForebayException outOfRange(String text, String type, @Nullable Throwable cause) {
        ErrorCode code = CommonError.OUT_OF_RANGE;
        return new ForebayException(code, "value \"" + text + "\" is out of range for type " + type, cause);
    }
}
