package io.forebay.engine.reject;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text of a rejected record.
 *
 * @param whole whether it is the record byte for byte: not when it was cut, and not when the record has bytes that no
 *     text can hold, which are U+FFFD then
 */
public record KeptText(String text, boolean whole) {
    /** Redshift's longest VARCHAR, in bytes. */
    public static final int MOST = 65_535;

    private static final char UNKNOWN = '\uFFFD';

    /** The bytes from {@code from} to {@code to} as UTF-8, at most {@link #MOST} of them. */
    public static KeptText of(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + MOST);
        while (end < to && end > from && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, end - from))
                    .toString();
            return withoutNul(text, end == to);
        } catch (CharacterCodingException e) {
            return withoutNul(cut(new String(bytes, from, end - from, StandardCharsets.UTF_8), MOST), false);
        }
    }

    /** NUL is a character that no VARCHAR of Redshift's holds. */
    private static KeptText withoutNul(String text, boolean whole) {
        return text.indexOf(0) < 0
                ? new KeptText(text, whole)
                : new KeptText(cut(text.replace('\0', UNKNOWN), MOST), false);
    }

    /** The text if it has at most so many bytes; else its beginning, which is not whole. */
    KeptText within(int most) {
        String shorter = cut(text, most);
        return shorter.length() == text.length() ? this : new KeptText(shorter, false);
    }

    /** As much of the text as is at most so many bytes of UTF-8. */
    static String cut(String text, int most) {
        if (text.length() * 3L <= most) {
            return text;
        }
        int bytes = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > most) {
                return text.substring(0, at);
            }
            at += Character.charCount(character);
        }
        return text;
    }
}
