package io.forebay.spi.store;

import java.time.Instant;

/**
 * One object as a store described it at one moment.
 *
 * @param size in bytes
 * @param etag changes whenever the bytes may have changed; without quotes
 * @param lastModified as the store tells it, UTC; never used to decide whether an object is new
 */
public record StoredObject(ObjectUri uri, long size, String etag, Instant lastModified) {}
