package io.forebay.warehouse.duckdb.functions;

import io.forebay.spi.CommonError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Hashes and checksums. SOURCE: Amazon Redshift Database Developer Guide, "Hash functions"; RFC 9923 for FNV. */
final class Hashes {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Hashes() {}

    /** The bytes that stand for a value: a text's own, a number's as they lie in memory. @param type DuckDB's name */
    private static byte[] bytes(String type, String text) {
        return switch (type) {
            case "TINYINT", "SMALLINT" -> little(2, Long.parseLong(text));
            case "INTEGER" -> little(4, Long.parseLong(text));
            case "BIGINT" -> little(8, Long.parseLong(text));
            case "FLOAT" -> little(4, Float.floatToIntBits(Float.parseFloat(text)));
            case "DOUBLE" -> little(8, Double.doubleToLongBits(Double.parseDouble(text)));
            case "BOOLEAN" -> new byte[] {(byte) (text.equals("true") ? 1 : 0)};
            case "BLOB" -> HexFormat.of().parseHex(text);
            case "VARCHAR", "JSON", "\"NULL\"" -> text.getBytes(StandardCharsets.UTF_8);
            default ->
                throw new FunctionError(
                        CommonError.NOT_SUPPORTED,
                        "FNV_HASH of a value of type " + type + " is not supported: cast it");
        };
    }

    private static byte[] little(int size, long value) {
        byte[] all = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return java.util.Arrays.copyOf(all, size);
    }

    static String fnv(String[] arguments) {
        long hash = arguments.length > 2 ? Long.parseLong(arguments[2]) : FNV_OFFSET;
        for (byte b : bytes(arguments[0], arguments[1])) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return String.valueOf(hash);
    }

    /** Of Castagnoli's polynomial. */
    static String crc32(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** An unknown number of bits gives an empty text. */
    static String sha2(String text, String bits) {
        String name =
                switch (bits) {
                    case "0", "256" -> "SHA-256";
                    case "224" -> "SHA-224";
                    case "384" -> "SHA-384";
                    case "512" -> "SHA-512";
                    default -> "";
                };
        if (name.isEmpty()) {
            return "";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(name);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
