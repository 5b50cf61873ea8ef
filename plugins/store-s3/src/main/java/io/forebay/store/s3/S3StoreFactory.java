package io.forebay.store.s3;

import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectStoreFactory;
import java.util.Map;

/**
 * Opens the store of S3's buckets. Settings: {@code endpoint}, {@code region}, {@code path-style} (true when an endpoint
 * is set, else false), {@code access-key-id}, {@code secret-access-key}, {@code session-token}, {@code connect-timeout}
 * (10 s), {@code read-timeout} (60 s); {@code events.queue}, one URL or several with commas, {@code events.dead-letter-queue},
 * {@code events.endpoint}, {@code events.region}, {@code events.wait} (20 s), {@code events.visibility} (2 min), {@code
 * events.in-flight} (10,000). Nothing is asked of the network before the first object is.
 */
public final class S3StoreFactory implements ObjectStoreFactory {
    @Override
    public String name() {
        return "s3";
    }

    @Override
    public ObjectStore open(Map<String, String> settings) {
        return new S3ObjectStore(S3Settings.parse(settings));
    }
}
