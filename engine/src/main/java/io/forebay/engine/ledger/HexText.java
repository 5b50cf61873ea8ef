package io.forebay.engine.ledger;

import org.jspecify.annotations.Nullable;

/** Texts of lower-case hexadecimal digits as bytes, two digits in each. */
final class HexText {
    private static final String DIGITS = "0123456789abcdef";

    private HexText() {}

    /** Null when the text is not of that form. */
    static byte @Nullable [] pack(String text) {
        if (text.isEmpty() || text.length() % 2 != 0) {
            return null;
        }
        byte[] packed = new byte[text.length() / 2];
        for (int i = 0; i < packed.length; i++) {
            int high = digit(text.charAt(2 * i));
            int low = digit(text.charAt(2 * i + 1));
            if (high < 0 || low < 0) {
                return null;
            }
            packed[i] = (byte) (high << 4 | low);
        }
        return packed;
    }

    private static int digit(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    static String unpack(byte[] bytes, int from, int to) {
        char[] text = new char[2 * (to - from)];
        for (int i = from; i < to; i++) {
            text[2 * (i - from)] = DIGITS.charAt(bytes[i] >> 4 & 0xf);
            text[2 * (i - from) + 1] = DIGITS.charAt(bytes[i] & 0xf);
        }
        return new String(text);
    }
}
