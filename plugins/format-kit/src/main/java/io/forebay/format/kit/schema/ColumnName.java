package io.forebay.format.kit.schema;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The names that columns may have. SOURCE: Amazon Redshift Database Developer Guide, "Names and identifiers": 1 to 127
 * bytes of UTF-8; ASCII letters are folded to lower case, quoted or not.
 */
public final class ColumnName {
    public static final int MOST_BYTES = 127;

    private ColumnName() {}

    /** Whether a column can have the name; one with a replacement character was no UTF-8 before it was decoded. */
    public static boolean possible(String name) {
        if (name.isEmpty() || name.length() > MOST_BYTES || name.indexOf(0) >= 0 || name.indexOf('\uFFFD') >= 0) {
            return false;
        }
        try {
            return StandardCharsets.UTF_8
                            .newEncoder()
                            .encode(CharBuffer.wrap(name))
                            .remaining()
                    <= MOST_BYTES;
        } catch (CharacterCodingException e) {
            return false; // half a surrogate pair
        }
    }

    /** The same for all names that a table cannot tell apart. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The name as SQL folds it. */
    public static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            folded.append(each >= 'A' && each <= 'Z' ? (char) (each + ('a' - 'A')) : each);
        }
        return folded.toString();
    }
}
