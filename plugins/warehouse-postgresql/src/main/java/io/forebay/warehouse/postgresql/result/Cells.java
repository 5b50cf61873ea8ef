package io.forebay.warehouse.postgresql.result;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.postgresql.util.ByteConverter;

/**
 * The server's binary forms of values as numbers of ours; the forms are those of the types' send functions in
 * PostgreSQL's source ({@code timestamp_send} and so on): big-endian, times from 2000-01-01.
 */
final class Cells {
    private static final long EPOCH_DAYS = 10_957;
    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

    private Cells() {}

    static long number(byte[] cell, TypeKind kind) {
        return switch (kind) {
            case DATE -> days(ByteConverter.int4(cell, 0));
            case TIME -> ByteConverter.int8(cell, 0);
            case TIMESTAMP, TIMESTAMPTZ -> micros(ByteConverter.int8(cell, 0));
            default -> whole(cell, kind);
        };
    }

    /** A BIGINT of four bytes is an oid, which has no sign. */
    private static long whole(byte[] cell, TypeKind kind) {
        return switch (cell.length) {
            case 2 -> ByteConverter.int2(cell, 0);
            case 4 ->
                kind == TypeKind.BIGINT
                        ? Integer.toUnsignedLong(ByteConverter.int4(cell, 0))
                        : ByteConverter.int4(cell, 0);
            default -> ByteConverter.int8(cell, 0);
        };
    }

    private static long days(int days) {
        if (days == Integer.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return days == Integer.MIN_VALUE ? -Long.MAX_VALUE : days + EPOCH_DAYS;
    }

    private static long micros(long micros) {
        if (micros == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (micros == Long.MIN_VALUE) {
            return -Long.MAX_VALUE;
        }
        if (micros >= Long.MAX_VALUE - EPOCH_MICROS) {
            throw new ForebayException(
                    CommonError.OUT_OF_RANGE, "a timestamp behind the year 294246 cannot be read; cast it to a text");
        }
        return micros + EPOCH_MICROS;
    }

    static double real(byte[] cell) {
        return cell.length == 4 ? ByteConverter.float4(cell, 0) : ByteConverter.float8(cell, 0);
    }

    static boolean truth(byte[] cell) {
        return cell[0] != 0;
    }

    static BigDecimal decimal(byte[] cell) {
        Number value = ByteConverter.numeric(cell);
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw new ForebayException(
                CommonError.OUT_OF_RANGE,
                "a numeric value is " + value + ", which DECIMAL has not; cast it to DOUBLE PRECISION");
    }

    static String text(byte[] cell) {
        return new String(cell, StandardCharsets.UTF_8);
    }

    /** A JSON text without the blanks between its parts, as SUPER is shown. */
    static String json(byte[] cell) {
        byte[] kept = new byte[cell.length];
        int length = 0;
        boolean quoted = false;
        for (int i = 0; i < cell.length; i++) {
            byte character = cell[i];
            if (quoted && character == '\\') {
                kept[length++] = character;
                character = cell[++i];
            } else if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && blank(character)) {
                continue;
            }
            kept[length++] = character;
        }
        return new String(kept, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean blank(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
