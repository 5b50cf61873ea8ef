package io.forebay.format.json;

import io.forebay.format.json.text.Found;
import io.forebay.format.json.text.Unescaped;
import io.forebay.format.kit.schema.FieldGuess;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells guesses of the members of documents. Used by one thread at a time. */
final class MemberGuess {
    private final Unescaped name = new Unescaped();
    private final ValueGuess values = new ValueGuess();

    interface Guesses {
        /** The guess for members of a name; null for one that is left out. */
        @Nullable
        FieldGuess find(String name);
    }

    void tell(byte[] bytes, Extras members, Guesses guesses) {
        for (int member = 0; member < members.count(); member++) {
            int length = name.unescape(bytes, members.nameFrom(member), members.nameTo(member));
            FieldGuess guess = guesses.find(new String(name.bytes(), 0, length, StandardCharsets.UTF_8));
            if (guess != null) {
                byte kind = members.kind(member);
                int quote = kind == Found.TEXT || kind == Found.ESCAPED_TEXT ? 1 : 0;
                values.tell(guess, bytes, members.valueFrom(member) + quote, members.valueTo(member) - quote, kind);
            }
        }
    }
}
