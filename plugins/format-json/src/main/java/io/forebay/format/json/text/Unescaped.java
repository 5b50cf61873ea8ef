package io.forebay.format.json.text;

import io.forebay.format.kit.bytes.Words;

/**
 * A string without its escapes. A surrogate without its other half becomes the three bytes that UTF-8 would have for it,
 * which is the fault that the columns' parsers look for. Mutable; used by one thread.
 */
public final class Unescaped {
    private byte[] bytes = new byte[256];

    /** The last text, from 0; readable for SLACK bytes behind it. */
    public byte[] bytes() {
        return bytes;
    }

    /** The length of the text. @param from a string that is well-formed, without its quotes */
    public int unescape(byte[] text, int from, int to) {
        if (bytes.length < to - from + Words.SLACK) {
            bytes = new byte[2 * (to - from) + Words.SLACK];
        }
        int length = 0;
        int at = from;
        while (at < to) {
            int backslash = Words.find(text, at, to, (byte) '\\');
            int plain = backslash < 0 ? to : backslash;
            System.arraycopy(text, at, bytes, length, plain - at);
            length += plain - at;
            at = plain;
            if (at < to && text[at + 1] == 'u') {
                int unit = unit(text, at + 2);
                at += 6;
                if (Character.isHighSurrogate((char) unit) && at + 6 <= to && text[at] == '\\' && text[at + 1] == 'u') {
                    int low = unit(text, at + 2);
                    if (Character.isLowSurrogate((char) low)) {
                        unit = Character.toCodePoint((char) unit, (char) low);
                        at += 6;
                    }
                }
                length = put(unit, length);
            } else if (at < to) {
                bytes[length++] = plain(text[at + 1]);
                at += 2;
            }
        }
        return length;
    }

    private static int unit(byte[] text, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            unit = unit << 4 | Character.digit(text[i], 16);
        }
        return unit;
    }

    private static byte plain(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }

    private int put(int code, int length) {
        int at = length;
        if (code < 0x80) {
            bytes[at++] = (byte) code;
        } else if (code < 0x800) {
            bytes[at++] = (byte) (0xC0 | code >> 6);
        } else if (code < 0x10000) {
            bytes[at++] = (byte) (0xE0 | code >> 12);
            bytes[at++] = (byte) (0x80 | (code >> 6 & 0x3F));
        } else {
            bytes[at++] = (byte) (0xF0 | code >> 18);
            bytes[at++] = (byte) (0x80 | (code >> 12 & 0x3F));
            bytes[at++] = (byte) (0x80 | (code >> 6 & 0x3F));
        }
        if (code >= 0x80) {
            bytes[at++] = (byte) (0x80 | (code & 0x3F));
        }
        return at;
    }
}
