package io.forebay.engine.ledger;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A part of a listing, packed: about 60 bytes an object beside the 16 of its key's hash, instead of 400. Objects have
 * places from 0, in the order in which they were added. Not thread-safe.
 */
public final class ListedObjects {
    private static final int FIRST_SIZE = 1024;

    private final ObjectUri prefix;
    private final String scheme;
    private final String bucket;
    private final KeyHasher hasher;
    private final List<ObjectBlock> blocks = new ArrayList<>();
    private long[] high = new long[FIRST_SIZE];
    private long[] low = new long[FIRST_SIZE];
    private int size;

    /** @param prefix what all objects are under: they are of its bucket */
    public ListedObjects(ObjectUri prefix) {
        this.prefix = prefix;
        this.scheme = prefix.scheme();
        this.bucket = prefix.bucket();
        this.hasher = new KeyHasher(bucket);
    }

    public int size() {
        return size;
    }

    public void add(List<StoredObject> page) {
        page.forEach(this::add);
    }

    private void add(StoredObject object) {
        byte[] key = object.uri().key().getBytes(StandardCharsets.UTF_8);
        if (size == high.length) {
            high = Arrays.copyOf(high, size + (size >> 1));
            low = Arrays.copyOf(low, size + (size >> 1));
        }
        hasher.take(key);
        high[size] = hasher.high();
        low[size] = hasher.low();
        size++;
        if (blocks.isEmpty() || blocks.get(blocks.size() - 1).full()) {
            blocks.add(new ObjectBlock());
        }
        blocks.get(blocks.size() - 1).add(object, key);
    }

    /** The {@link FileKey} of the object at a place. */
    UUID fileKey(long jobId, int place) {
        return FileKey.of(jobId, high[place], low[place]);
    }

    /** All places. */
    BitSet places() {
        BitSet places = new BitSet(size);
        places.set(0, size);
        return places;
    }

    /** The objects at these places alone. */
    public ListedObjects only(BitSet places) {
        ListedObjects some = new ListedObjects(prefix);
        give(places, FIRST_SIZE, some::add);
        return some;
    }

    /**
     * Gives the objects at these places, in order, some at a time.
     *
     * @param most the most objects in one list, from 1
     */
    public void give(BitSet places, int most, Consumer<List<StoredObject>> taker) {
        List<StoredObject> some = new ArrayList<>();
        int place = 0;
        for (ObjectBlock block : blocks) {
            int end = place + block.count();
            int next = places.nextSetBit(place);
            if (next >= 0 && next < end) {
                ObjectBlock.Reader reader = block.reader(scheme, bucket);
                for (int i = place; i < end; i++) {
                    if (!places.get(i)) {
                        reader.skip();
                        continue;
                    }
                    some.add(reader.next());
                    if (some.size() == most) {
                        taker.accept(List.copyOf(some));
                        some.clear();
                    }
                }
            }
            place = end;
        }
        if (!some.isEmpty()) {
            taker.accept(List.copyOf(some));
        }
    }

    /** Takes an ETag and the place of its object. */
    interface EtagTaker {
        void take(int place, String etag);
    }

    /** Gives all ETags, in order. */
    void etags(EtagTaker taker) {
        int place = 0;
        for (ObjectBlock block : blocks) {
            ObjectBlock.Reader reader = block.reader(scheme, bucket);
            for (int end = place + block.count(); place < end; place++) {
                taker.take(place, reader.nextEtag());
            }
        }
    }

    /** The bytes of the objects at these places, as stored. */
    public long bytes(BitSet places) {
        long bytes = 0;
        int place = 0;
        for (ObjectBlock block : blocks) {
            ObjectBlock.Reader reader = block.reader(scheme, bucket);
            for (int end = place + block.count(); place < end; place++) {
                long size = reader.skip();
                bytes += places.get(place) ? size : 0;
            }
        }
        return bytes;
    }

    /** The key of the object at a place. */
    public String key(int place) {
        int left = place;
        for (ObjectBlock block : blocks) {
            if (left < block.count()) {
                ObjectBlock.Reader reader = block.reader(scheme, bucket);
                for (int i = 0; i <= left; i++) {
                    reader.skip();
                }
                return reader.key();
            }
            left -= block.count();
        }
        throw new IndexOutOfBoundsException(place);
    }
}
