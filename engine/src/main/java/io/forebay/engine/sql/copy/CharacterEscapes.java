package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.text.Mistake;

/** The escapes in the one-character arguments of COPY and UNLOAD: {@code \t}, {@code \\} and octal {@code \001}. */
public final class CharacterEscapes {
    private CharacterEscapes() {}

    /** The text itself when it is no escape. */
    public static String read(String text) {
        if (text.length() < 2 || text.charAt(0) != '\\') {
            return text;
        }
        String rest = text.substring(1);
        if (rest.matches("[0-7]{1,3}")) {
            return String.valueOf((char) Integer.parseInt(rest, 8));
        }
        return switch (rest) {
            case "t" -> "\t";
            case "n" -> "\n";
            case "r" -> "\r";
            case "b" -> "\b";
            case "f" -> "\f";
            case "v" -> "\u000b";
            case "\\" -> "\\";
            default -> text;
        };
    }

    /** DELIMITER's character, or {@code missing} when it was not given. */
    static byte delimiter(CopyParameters given, char missing) {
        return ascii(given, CopyParameter.DELIMITER, missing);
    }

    static byte ascii(CopyParameters given, CopyParameter parameter, char missing) {
        String text = given.argument(parameter).orElse(String.valueOf(missing));
        String plain = read(text);
        if (plain.length() != 1 || plain.charAt(0) > 127) {
            throw Mistake.syntax(
                    given.offset(parameter),
                    parameter.shown() + " must be one ASCII character, not '" + shortened(text) + "'");
        }
        char c = plain.charAt(0);
        if (c == '\n' || c == '\r') {
            throw Mistake.syntax(given.offset(parameter), parameter.shown() + " must not be a line break");
        }
        return (byte) c;
    }

    static String shortened(String text) {
        return text.length() > 20 ? text.substring(0, 20) + "…" : text;
    }
}
