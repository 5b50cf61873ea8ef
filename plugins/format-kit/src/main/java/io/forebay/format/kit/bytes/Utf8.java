package io.forebay.format.kit.bytes;

/**
 * The rules of UTF-8 as Redshift checks them. A fault is a number below; SOURCE: Amazon Redshift Database Developer
 * Guide, "Multibyte character load errors".
 */
public final class Utf8 {
    public static final int FINE = 0;
    public static final int TOO_LONG = 1;
    public static final int TRUNCATED = 2;
    public static final int BAD_LEAD = 3;
    public static final int BAD_TRAIL = 4;
    public static final int SURROGATE = 5;
    public static final int TOO_HIGH = 8;
    public static final int OVERLONG = 9;

    private Utf8() {}

    public static boolean ascii(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            if ((Words.load(bytes, at) & Words.TOP_BITS) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The first byte of the first character in {@code [from, to)} that is none, or {@code to}. */
    public static int firstFault(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (at + 8 <= to) {
                long tops = Words.load(bytes, at) & Words.TOP_BITS;
                if (tops == 0) {
                    at += 8;
                    continue;
                }
                at += Words.first(tops);
            } else if (bytes[at] >= 0) {
                at++;
                continue;
            }
            if (!commonTwo(bytes, at, to) && fault(bytes, at, to) != FINE) {
                return at;
            }
            at += length(bytes[at]);
        }
        return to;
    }

    /** Whether a valid character of two bytes is at {@code at}: most that are not ASCII in the languages of Europe. */
    private static boolean commonTwo(byte[] bytes, int at, int to) {
        return (bytes[at] & 0xE0) == 0xC0 && (bytes[at] & 0xFF) >= 0xC2 && at + 1 < to && continues(bytes[at + 1]);
    }

    /** What is wrong with the character that starts at {@code at}. */
    public static int fault(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return FINE;
        }
        if (lead < 0xC0 || lead >= 0xFE) {
            return BAD_LEAD;
        }
        if (lead >= 0xF8) {
            return TOO_LONG;
        }
        int trails = trails(bytes, at, to);
        if (trails < length(bytes[at]) - 1) {
            return at + 1 + trails == to ? TRUNCATED : BAD_TRAIL;
        }
        return codePointFault(lead, trails == 0 ? 0 : bytes[at + 1] & 0xFF);
    }

    private static int codePointFault(int lead, int second) {
        if (lead < 0xC2 || (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90)) {
            return OVERLONG;
        }
        if (lead == 0xED && second >= 0xA0) {
            return SURROGATE;
        }
        return lead > 0xF4 || (lead == 0xF4 && second >= 0x90) ? TOO_HIGH : FINE;
    }

    /** The bytes to take together with a faulty lead: itself and the trailing bytes that belong to it. */
    public static int faultLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        return lead < 0xC0 || lead >= 0xF8 ? 1 : 1 + trails(bytes, at, to);
    }

    /** The trailing bytes that follow the lead at {@code at}, at most as many as it asks for. */
    private static int trails(byte[] bytes, int at, int to) {
        int wanted = length(bytes[at]) - 1;
        int trails = 0;
        while (trails < wanted && at + 1 + trails < to && continues(bytes[at + 1 + trails])) {
            trails++;
        }
        return trails;
    }

    /** The bytes of a character by its lead byte, 1 to 4. */
    public static int length(byte lead) {
        int value = lead & 0xFF;
        if (value < 0xC0) {
            return 1;
        }
        return value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
    }

    /** Whether the byte is in the middle of a character. */
    public static boolean continues(byte value) {
        return (value & 0xC0) == 0x80;
    }

    /** Whether the valid character at {@code at} is one of Unicode's noncharacters: U+FDD0 to FDEF, U+xFFFE, U+xFFFF. */
    public static boolean noncharacter(byte[] bytes, int at) {
        int size = length(bytes[at]);
        if (size < 3) {
            return false;
        }
        int code = bytes[at] & (size == 3 ? 0x0F : 0x07);
        for (int i = 1; i < size; i++) {
            code = code << 6 | (bytes[at + i] & 0x3F);
        }
        return (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
    }
}
