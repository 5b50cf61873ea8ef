package io.forebay.spi.store;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;

/**
 * The name of an object or of a key prefix, such as {@code s3://lake/sales/2002-12-31/part-0.gz}.
 *
 * @param bucket not empty
 * @param key UTF-8, as it is in the store (not URL-encoded); empty for the whole bucket
 */
public record ObjectUri(String scheme, String bucket, String key) implements Comparable<ObjectUri> {
    public ObjectUri {
        if (scheme.isEmpty() || bucket.isEmpty()) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "'" + scheme + "://" + bucket + "/" + key + "' is no object URI: expected s3://bucket/key");
        }
    }

    /** Parses {@code scheme://bucket/key}. White space around the bucket is dropped. */
    public static ObjectUri parse(String text) {
        int colon = text.indexOf("://");
        if (colon < 1) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER, "'" + text + "' is no object URI: expected s3://bucket/key");
        }
        String rest = text.substring(colon + 3);
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        return new ObjectUri(text.substring(0, colon), bucket.strip(), slash < 0 ? "" : rest.substring(slash + 1));
    }

    public ObjectUri withKey(String newKey) {
        return new ObjectUri(scheme, bucket, newKey);
    }

    /**
     * Orders keys by their UTF-8 bytes, as stores list them. {@code String.compareTo} does not: it puts characters
     * beyond U+FFFF before U+E000.
     */
    public static int compareKeys(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean pair = Character.isSurrogate(x);
                return pair == Character.isSurrogate(y) ? Character.compare(x, y) : pair ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    @Override
    public int compareTo(ObjectUri other) {
        return compareKeys(toString(), other.toString());
    }

    @Override
    public String toString() {
        return scheme + "://" + bucket + "/" + key;
    }
}
