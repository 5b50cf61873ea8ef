package io.forebay.spi.store;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A key of 256 bits for AES that only the client has, and that the keys of single objects are encrypted with. Never
 * shown, logged or stored.
 */
public final class MasterKey {
    private static final int BYTES = 32;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a key as users write it.
     *
     * @throws ForebayException INVALID_PARAMETER when it is not the Base64 of 32 bytes; the message does not hold it
     */
    public static MasterKey parse(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != BYTES) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "a master symmetric key must be 256 bits in Base64: 44 characters, the last of them '='");
        }
        return new MasterKey(bytes);
    }

    /** The key itself, as a copy of 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MasterKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "MasterKey[***]";
    }
}
