package io.forebay.engine.ledger;

import java.nio.charset.StandardCharsets;

/** 128 bits of the SHA-256 of {@code bucket/key}: what the ledger's unique index holds instead of a long text. */
record KeyHash(long high, long low) {
    static KeyHash of(String bucket, String key) {
        KeyHasher hasher = new KeyHasher(bucket);
        hasher.take(key.getBytes(StandardCharsets.UTF_8));
        return new KeyHash(hasher.high(), hasher.low());
    }
}
