package io.forebay.engine.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes many keys of one bucket, for their {@link FileKey}s, without a lookup or a copy each. Not thread-safe. */
final class KeyHasher {
    private static final int SHA_256 = 32;

    private final MessageDigest digest;
    private final byte[] start;
    private final byte[] hash = new byte[SHA_256];

    KeyHasher(String bucket) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        start = (bucket + "/").getBytes(StandardCharsets.UTF_8);
    }

    /** Computes the hash of the key with these UTF-8 bytes; {@link #high} and {@link #low} give it until the next. */
    void take(byte[] key) {
        digest.update(start);
        digest.update(key);
        try {
            digest.digest(hash, 0, SHA_256);
        } catch (java.security.DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    long high() {
        return number(0);
    }

    long low() {
        return number(Long.BYTES);
    }

    private long number(int from) {
        long value = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            value = value << Byte.SIZE | hash[i] & 0xff;
        }
        return value;
    }
}
