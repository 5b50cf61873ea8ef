package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Descriptions of objects of one bucket, packed one behind the other: what a key shares with the one before is left out,
 * an ETag of hexadecimal digits takes half its length, numbers take as many bytes as they need. Read from the first on.
 */
final class ObjectBlock {
    private static final int FIRST_SIZE = 1 << 12;
    /** Beyond it another block is begun; a block is so big that leaving out shared beginnings pays. */
    static final int FULL = 1 << 18;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;
    private int count;
    private byte[] lastKey = {};

    int count() {
        return count;
    }

    boolean full() {
        return length >= FULL;
    }

    /** @param key the object's key in UTF-8 */
    void add(StoredObject object, byte[] key) {
        int same = Arrays.mismatch(lastKey, key);
        int shared = same < 0 ? key.length : same;
        number(shared);
        text(key, shared);
        number(object.size());
        number(zigzag(object.lastModified().getEpochSecond()));
        number(object.lastModified().getNano());
        etag(object.etag());
        lastKey = key;
        count++;
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private void etag(String etag) {
        byte[] packed = HexText.pack(etag);
        byte[] shown = packed == null ? etag.getBytes(StandardCharsets.UTF_8) : packed;
        number((long) shown.length << 1 | (packed == null ? 0 : 1));
        put(shown, 0);
    }

    private void text(byte[] text, int from) {
        number(text.length - from);
        put(text, from);
    }

    private void put(byte[] text, int from) {
        room(text.length - from);
        System.arraycopy(text, from, bytes, length, text.length - from);
        length += text.length - from;
    }

    private void number(long value) {
        room(10);
        long left = value;
        while ((left & ~0x7fL) != 0) {
            bytes[length++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[length++] = (byte) left;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    Reader reader(String scheme, String bucket) {
        return new Reader(scheme, bucket);
    }

    /** Goes through the block once. */
    final class Reader {
        private final String scheme;
        private final String bucket;
        private int at;
        private byte[] key = {};

        private Reader(String scheme, String bucket) {
            this.scheme = scheme;
            this.bucket = bucket;
        }

        /** The next object. The caller counts: there are {@link #count} of them. */
        StoredObject next() {
            readKey();
            long size = number();
            long second = number();
            int nano = (int) number();
            return new StoredObject(
                    new ObjectUri(scheme, bucket, new String(key, StandardCharsets.UTF_8)),
                    size,
                    etag(),
                    Instant.ofEpochSecond(second >>> 1 ^ -(second & 1), nano));
        }

        /** Passes the next object over. @return its size */
        long skip() {
            readKey();
            long size = number();
            number();
            number();
            int etag = (int) (number() >>> 1);
            at += etag;
            return size;
        }

        /** The ETag of the next object. */
        String nextEtag() {
            readKey();
            number();
            number();
            number();
            return etag();
        }

        /** The key of the object that was read or passed over last. */
        String key() {
            return new String(key, StandardCharsets.UTF_8);
        }

        private void readKey() {
            int shared = (int) number();
            int more = (int) number();
            byte[] next = Arrays.copyOf(key, shared + more);
            System.arraycopy(bytes, at, next, shared, more);
            at += more;
            key = next;
        }

        private String etag() {
            long head = number();
            int from = at;
            at += (int) (head >>> 1);
            return (head & 1) == 1
                    ? HexText.unpack(bytes, from, at)
                    : new String(bytes, from, at - from, StandardCharsets.UTF_8);
        }

        private long number() {
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                value |= (next & 0x7fL) << shift;
                shift += 7;
            } while (next < 0);
            return value;
        }
    }
}
