package io.forebay.warehouse.duckdb.functions;

import java.util.Locale;

/** SOUNDEX, DIFFERENCE, INITCAP and STRTOL. SOURCE: Amazon Redshift Database Developer Guide, "String functions". */
final class Texts {
    /** The digit of each letter from A; 0 for vowels, Y; 9 for H and W, which do not part equal digits. */
    private static final String SOUNDS = "01230129022455012623019202";

    private static final int LENGTH = 4;

    private Texts() {}

    static String soundex(String text) {
        StringBuilder code = new StringBuilder();
        char last = '0';
        for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
            if (c < 'A' || c > 'Z') {
                continue;
            }
            char sound = SOUNDS.charAt(c - 'A');
            if (code.isEmpty()) {
                code.append(c);
                last = sound;
            } else if (sound == '9') {
                continue;
            } else {
                if (sound != '0' && sound != last) {
                    code.append(sound);
                }
                last = sound;
            }
            if (code.length() == LENGTH) {
                break;
            }
        }
        return code.isEmpty() ? "" : code + "0".repeat(LENGTH - code.length());
    }

    /** How many places of the two codes are equal, 0 to 4. */
    static String difference(String first, String second) {
        String one = soundex(first);
        String two = soundex(second);
        int same = 0;
        for (int i = 0; i < Math.min(one.length(), two.length()); i++) {
            same += one.charAt(i) == two.charAt(i) ? 1 : 0;
        }
        return String.valueOf(same);
    }

    /** A word begins behind each character that is neither a letter nor a digit. */
    static String initcap(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean inside = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            result.appendCodePoint(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inside = Character.isLetterOrDigit(c);
            i += Character.charCount(c);
        }
        return result.toString();
    }

    static String strtol(String text, String base) {
        int radix = Integer.parseInt(base);
        if (radix < 2 || radix > 36) {
            throw FunctionError.invalid("the base of STRTOL is " + radix + "; it is from 2 to 36");
        }
        String digits = text.strip();
        boolean prefixed = radix == 16 && digits.matches("[+-]?0[xX].+");
        try {
            long value = Long.parseLong(prefixed ? digits.replaceFirst("0[xX]", "") : digits, radix);
            return String.valueOf(value);
        } catch (NumberFormatException e) {
            throw new FunctionError(
                    io.forebay.spi.CommonError.INVALID_TEXT,
                    "the input " + text + " is not valid to be converted to base " + radix);
        }
    }

    /** The characters that fit whole into so many bytes of UTF-8. */
    static String cut(String text, String bytes) {
        int left = Integer.parseInt(bytes);
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            left -= c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (left < 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }
}
