package io.forebay.warehouse.duckdb.functions;

import io.forebay.spi.CommonError;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * MURMUR3_32_HASH. SOURCE: Amazon Redshift Database Developer Guide, "MURMUR3_32_HASH"; Apache Iceberg's specification,
 * "Appendix B: 32-bit Hash Requirements".
 */
final class Murmur {
    private static final int FIRST = 0xcc9e2d51;
    private static final int SECOND = 0x1b873593;

    private Murmur() {}

    /** {@code (type, value[, seed])}. */
    static String hash(String[] arguments) {
        int seed = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        return String.valueOf(hash(bytes(arguments[0], arguments[1]), seed));
    }

    private static byte[] bytes(String type, String text) {
        if (type.startsWith("DECIMAL")) {
            return new BigDecimal(text).unscaledValue().toByteArray();
        }
        return switch (type) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> number(Long.parseLong(text));
            case "BOOLEAN" -> number(text.equals("true") ? 1 : 0);
            case "FLOAT", "DOUBLE" -> number(Double.doubleToLongBits(Double.parseDouble(text) + 0.0));
            case "DATE" -> number(Moment.parse(text).time().toLocalDate().toEpochDay());
            case "TIME" -> number(Moment.parse(text).time().toLocalTime().toNanoOfDay() / 1000);
            case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" -> number(micros(Moment.parse(text)));
            case "BLOB" -> HexFormat.of().parseHex(text);
            case "VARCHAR", "JSON", "\"NULL\"" -> text.getBytes(StandardCharsets.UTF_8);
            default ->
                throw new FunctionError(
                        CommonError.NOT_SUPPORTED, "MURMUR3_32_HASH of a value of type " + type + " is not supported");
        };
    }

    private static long micros(Moment moment) {
        ZoneOffset offset = moment.offset() == null ? ZoneOffset.UTC : moment.offset();
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment.time().toInstant(offset));
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    private static int hash(byte[] data, int seed) {
        ByteBuffer blocks = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        int hash = seed;
        while (blocks.remaining() >= Integer.BYTES) {
            hash = Integer.rotateLeft(hash ^ mix(blocks.getInt()), 13) * 5 + 0xe6546b64;
        }
        int rest = 0;
        for (int shift = 0; blocks.hasRemaining(); shift += Byte.SIZE) {
            rest |= (blocks.get() & 0xff) << shift;
        }
        hash ^= mix(rest) ^ data.length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int mix(int block) {
        return Integer.rotateLeft(block * FIRST, 15) * SECOND;
    }
}
