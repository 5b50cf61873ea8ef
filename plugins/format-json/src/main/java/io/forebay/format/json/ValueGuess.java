package io.forebay.format.json;

import io.forebay.format.json.text.Found;
import io.forebay.format.json.text.Unescaped;
import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.schema.FieldGuess;

/** Tells guesses of the values of documents. Used by one thread. */
final class ValueGuess {
    private final Unescaped unescaped = new Unescaped();

    /** @param from, to of a text, inside of its quotes @param kind a {@link Found} */
    void tell(FieldGuess guess, byte[] bytes, int from, int to, byte kind) {
        switch (kind) {
            case Found.ABSENT, Found.NO_ELEMENT, Found.NO_OBJECT, Found.NULL -> {}
            case Found.NESTED -> guess.nested();
            case Found.TEXT -> guess.text(bytes, from, to);
            case Found.ESCAPED_TEXT -> {
                int length = unescaped.unescape(bytes, from, to);
                if (Words.find(unescaped.bytes(), 0, length, (byte) 0) < 0) {
                    guess.text(unescaped.bytes(), 0, length);
                } else {
                    guess.nested(); // NUL: a SUPER takes it as it is written
                }
            }
            default -> guess.plain(bytes, from, to);
        }
    }
}
