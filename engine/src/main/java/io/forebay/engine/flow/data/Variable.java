package io.forebay.engine.flow.data;

import io.forebay.engine.flow.value.Limits;
import java.util.Optional;

/** Names of variables: Unicode identifiers. */
public final class Variable {
    private static final String RESERVED = "states";

    private Variable() {}

    /** Where the name that begins at a place ends; the place itself when none does. */
    static int end(String text, int begin) {
        int end = begin;
        while (end < text.length()
                && (end == begin
                        ? start(text.codePointAt(end))
                        : Character.isUnicodeIdentifierPart(text.codePointAt(end)))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean start(int letter) {
        return Character.isUnicodeIdentifierStart(letter) || letter == '_';
    }

    /** What is wrong with a name. */
    public static Optional<String> fault(String name) {
        if (name.isEmpty() || end(name, 0) != name.length()) {
            return Optional.of("The variable name '" + name + "' is not a Unicode identifier");
        }
        if (name.codePointCount(0, name.length()) > Limits.NAME) {
            return Optional.of("The variable name '" + name + "' has more than " + Limits.NAME + " characters");
        }
        return name.equals(RESERVED) ? Optional.of("The variable name '" + name + "' is reserved") : Optional.empty();
    }
}
