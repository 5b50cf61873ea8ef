package io.forebay.store.s3.events;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as HTML forms encode it, which is how S3's notifications write keys. Stricter than {@code URLDecoder}, which
 * takes {@code %+1} and replaces what is no UTF-8: a key is taken as it is or not at all.
 *
 * <p>SOURCE: the Amazon S3 User Guide, "Event message structure": keys are URL-encoded, a blank is {@code +}.
 */
final class FormText {
    private FormText() {}

    /** @throws ForebayException INVALID_TEXT, with a message that shows nothing of the text */
    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded.replace('+', ' ');
        }
        byte[] from = Utf8.bytes(encoded);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(from.length);
        for (int at = 0; at < from.length; at++) {
            if (from[at] == '%') {
                bytes.write(hex(from, at + 1) << 4 | hex(from, at + 2));
                at += 2;
            } else {
                bytes.write(from[at] == '+' ? ' ' : from[at]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ForebayException(CommonError.INVALID_TEXT, "a key's % sequences are no UTF-8", e);
        }
    }

    private static int hex(byte[] from, int at) {
        int digit = at < from.length && from[at] > 0 ? Character.digit(from[at], 16) : -1;
        if (digit < 0) {
            throw new ForebayException(CommonError.INVALID_TEXT, "a key has a % without two hexadecimal digits");
        }
        return digit;
    }
}
