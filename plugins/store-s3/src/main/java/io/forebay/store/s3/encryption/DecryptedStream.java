package io.forebay.store.s3.encryption;

import io.forebay.spi.store.ObjectUri;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** An object's bytes decrypted; its end throws NOT_DECRYPTED when the padding or the length is wrong. */
public final class DecryptedStream extends CipherStream {
    private final ObjectUri object;
    private final Envelope envelope;
    private long length;

    /** @param stored all bytes of the object; closed with this stream */
    public DecryptedStream(ObjectUri object, InputStream stored, Envelope envelope) {
        super(stored, envelope.cipher(Cipher.DECRYPT_MODE, envelope.iv(), true));
        this.object = object;
        this.envelope = envelope;
    }

    @Override
    void produced(byte[] piece) {
        length += piece.length;
    }

    @Override
    void finished() {
        if (envelope.length().orElse(length) != length) {
            throw Envelope.refused(
                    object,
                    "is damaged: decrypted it has " + length + " bytes, and its metadata says "
                            + envelope.length().getAsLong());
        }
    }

    @Override
    RuntimeException broken(GeneralSecurityException e) {
        return Envelope.refused(object, "is damaged: it cannot be decrypted up to its end");
    }
}
