package io.forebay.store.s3.events;

import io.forebay.spi.store.ObjectUri;

/** The object that an event names. */
final class EventObject {
    /** SOURCE: the Amazon S3 User Guide, "Naming Amazon S3 objects". */
    private static final int MOST_KEY_BYTES = 1024;

    private static final int MOST_BUCKET = 255;

    private EventObject() {}

    static ObjectUri uri(String bucket, String key) {
        if (bucket.isEmpty() || bucket.length() > MOST_BUCKET || bucket.indexOf('/') >= 0) {
            throw EventParser.poison("it has no bucket's name, or one that cannot be");
        }
        if (key.isEmpty()) {
            throw EventParser.poison("it has no object's key");
        }
        if (key.length() > MOST_KEY_BYTES || Utf8.bytes(key).length > MOST_KEY_BYTES) {
            throw EventParser.poison("a key has more than " + MOST_KEY_BYTES + " bytes");
        }
        return new ObjectUri("s3", bucket, key);
    }
}
