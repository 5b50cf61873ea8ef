package io.forebay.server.wire.auth;

import java.text.Normalizer;

/**
 * Makes two ways of typing one password equal. SOURCE: RFC 4013 over RFC 3454; as in PostgreSQL a password that the
 * profile prohibits is used as it is.
 */
final class SaslPrep {
    private SaslPrep() {}

    static String prepare(String password) {
        if (password.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return password;
        }
        StringBuilder mapped = new StringBuilder();
        password.codePoints().filter(c -> !mapsToNothing(c)).forEach(c -> mapped.appendCodePoint(space(c) ? ' ' : c));
        String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        boolean refused = normal.isEmpty() || normal.codePoints().anyMatch(SaslPrep::prohibited);
        return refused ? password : normal;
    }

    /** RFC 3454, table B.1. */
    private static boolean mapsToNothing(int c) {
        return c == 0xad
                || c == 0x34f
                || c == 0x1806
                || (c >= 0x180b && c <= 0x180d)
                || (c >= 0x200b && c <= 0x200d)
                || c == 0x2060
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xfeff;
    }

    /** RFC 3454, table C.1.2. */
    private static boolean space(int c) {
        return c > 0x7f && Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    /** RFC 3454, tables C.2 to C.9: controls, private use, no characters, surrogates, tags. */
    private static boolean prohibited(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT -> true;
            default -> c >= 0xfff9 && c <= 0xfffd;
        };
    }
}
