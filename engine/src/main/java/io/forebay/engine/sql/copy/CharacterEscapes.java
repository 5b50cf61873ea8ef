package io.forebay.engine.sql.copy;

/** The escapes in the one-character arguments of COPY: {@code \t}, {@code \\} and octal {@code \001}. */
final class CharacterEscapes {
    private CharacterEscapes() {}

    /** The text itself when it is no escape. */
    static String read(String text) {
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
}
