package io.forebay.store.s3.events;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 without replacements. */
final class Utf8 {
    private Utf8() {}

    /** @throws ForebayException INVALID_TEXT when half of a surrogate pair is missing */
    static byte[] bytes(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new ForebayException(CommonError.INVALID_TEXT, "a key is no valid Unicode", e);
        }
    }
}
