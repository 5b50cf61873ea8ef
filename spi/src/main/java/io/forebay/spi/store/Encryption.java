package io.forebay.spi.store;

/** How what a {@code put} writes is encrypted. */
public sealed interface Encryption {
    /** What the bucket does by itself. */
    Encryption AS_BUCKET = new AsBucket(false);

    /** With the bucket's own key; the store must say that it did encrypt. */
    Encryption BUCKET_KEY = new AsBucket(true);

    /** @param required whether an object that is not encrypted is a failure */
    record AsBucket(boolean required) implements Encryption {}

    /** With this key of the key management service. */
    record KmsKey(String id) implements Encryption {
        @Override
        public String toString() {
            return "KmsKey[***]";
        }
    }

    /**
     * Before it leaves the server, with a key of the object's own that is stored beside it, encrypted with this key. The
     * stored object is larger than the file.
     */
    record ByClient(MasterKey key) implements Encryption {}
}
