package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;

/**
 * The content of a file that a job has loaded.
 *
 * @param high the first 64 bits of the SHA-256 of the stored bytes
 * @param low the next 64
 */
public record FileContent(long high, long low, ObjectUri uri) {}
