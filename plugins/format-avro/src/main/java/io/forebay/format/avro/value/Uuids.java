package io.forebay.format.avro.value;

import java.util.HexFormat;

/** UUIDs that are stored as 16 bytes. */
final class Uuids {
    private static final HexFormat HEX = HexFormat.of();

    private Uuids() {}

    static String next(Cursor in) {
        int from = in.pass(16);
        String hex = HEX.formatHex(in.bytes(), from, from + 16);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
