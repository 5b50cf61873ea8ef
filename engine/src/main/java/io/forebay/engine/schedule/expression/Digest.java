package io.forebay.engine.schedule.expression;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of texts: what is to be the same after a restart, and on every server. */
public final class Digest {
    private Digest() {}

    public static byte[] of(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its first 64 bits. */
    public static long hash(String text) {
        return ByteBuffer.wrap(of(text)).getLong();
    }
}
