package io.forebay.format.kit.value;

import java.util.HexFormat;

/** UUIDs that are stored as 16 bytes. */
public final class Uuids {
    public static final int BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private Uuids() {}

    /** In lower case with its four hyphens. */
    public static String text(byte[] bytes, int from) {
        String hex = HEX.formatHex(bytes, from, from + BYTES);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
