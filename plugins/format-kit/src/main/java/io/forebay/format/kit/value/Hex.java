package io.forebay.format.kit.value;

import java.util.HexFormat;

/** Hexadecimal digits. */
final class Hex {
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private Hex() {}

    /** Bytes as messages show them: {@code e0 a1 c7}. */
    static String shown(byte[] bytes, int from, int length) {
        return SPACED.formatHex(bytes, from, from + length);
    }

    /** 0 to 15, or -1. */
    static int digit(byte value) {
        return HexFormat.isHexDigit(value) ? HexFormat.fromHexDigit(value) : -1;
    }
}
