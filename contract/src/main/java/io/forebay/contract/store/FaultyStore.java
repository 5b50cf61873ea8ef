package io.forebay.contract.store;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Any store, with faults at random. What it gets wrong passes: the same call made again may go well. Thread-safe.
 *
 * <pre>{@code
 * FaultyStore store = new FaultyStore(new MemoryObjectStore("lake"), 42, 0.02);   // each kind in 2 % of its chances
 * store.share(FaultyStore.Kind.RESET, 0.1);
 * store.count(FaultyStore.Kind.RESET);                                            // how often it has struck
 * }</pre>
 */
public final class FaultyStore implements ObjectStore {
    /** What goes wrong. */
    public enum Kind {
        /** A call that does not answer. */
        TIME_OUT,
        /** A call that is answered by 503 SlowDown. */
        SLOW_DOWN,
        /** A connection that is reset while an object is read. */
        RESET,
        /** An object that seems to end before its last byte. */
        SHORT_READ,
        /** An object that is described with another ETag than it has. */
        WRONG_ETAG,
        /** An object that a listing leaves out. */
        HIDDEN,
        /** An object in a listing that is gone. */
        GHOST
    }

    private final ObjectStore store;
    private final Random random;
    private final Map<Kind, Double> shares = new ConcurrentHashMap<>();
    private final AtomicIntegerArray counts = new AtomicIntegerArray(Kind.values().length);

    /** @param share of each kind, from 0 to 1: of calls, of reads of objects, of objects listed */
    public FaultyStore(ObjectStore store, long seed, double share) {
        this.store = store;
        this.random = new Random(seed);
        for (Kind kind : Kind.values()) {
            shares.put(kind, share);
        }
    }

    /** From now on this kind strikes so often, from 0 to 1. */
    public void share(Kind kind, double share) {
        shares.put(kind, share);
    }

    /** How often this kind has struck. */
    public int count(Kind kind) {
        return counts.get(kind.ordinal());
    }

    boolean strikes(Kind kind) {
        double share = shares.getOrDefault(kind, 0.0);
        boolean strikes;
        synchronized (random) {
            strikes = random.nextDouble() < share;
        }
        if (strikes) {
            counts.incrementAndGet(kind.ordinal());
        }
        return strikes;
    }

    /** A number from 0 to the bound, which is left out. */
    int number(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private void call(String what, ObjectUri uri) {
        if (strikes(Kind.TIME_OUT)) {
            throw new ForebayException(StoreError.STORE_AWAY, "Fault: " + what + " of " + uri + " timed out");
        }
        if (strikes(Kind.SLOW_DOWN)) {
            throw new ForebayException(StoreError.STORE_AWAY, "Fault: " + what + " of " + uri + ": 503 SlowDown");
        }
    }

    @Override
    public boolean serves(String scheme, String bucket) {
        return store.serves(scheme, bucket);
    }

    @Override
    public List<StoredObject> list(ObjectUri prefix, String after, int limit) {
        call("the listing", prefix);
        List<StoredObject> page = store.list(prefix, after, limit);
        List<StoredObject> told = new ArrayList<>(page.size());
        for (int i = 0; i < page.size(); i++) {
            StoredObject object = page.get(i);
            boolean last = i == page.size() - 1;
            // The last of a page stays: a page must not be empty, and the next one goes on behind it.
            if (last || !strikes(Kind.HIDDEN)) {
                told.add(described(object));
            }
            ObjectUri ghost = object.uri().withKey(object.uri().key() + "~ghost");
            if (!last && ghost.compareTo(page.get(i + 1).uri()) < 0 && strikes(Kind.GHOST)) {
                told.add(new StoredObject(ghost, object.size(), object.etag(), object.lastModified()));
            }
        }
        return told;
    }

    private StoredObject described(StoredObject object) {
        return strikes(Kind.WRONG_ETAG)
                ? new StoredObject(object.uri(), object.size(), object.etag() + "0", object.lastModified())
                : object;
    }

    @Override
    public Optional<StoredObject> find(ObjectUri uri) {
        call("the description", uri);
        return store.find(uri).map(this::described);
    }

    @Override
    public InputStream open(StoredObject object) {
        call("the opening", object.uri());
        return new FaultyStream(this, store.open(object), object);
    }

    @Override
    public StoredObject put(ObjectUri uri, byte[] bytes) {
        call("the writing", uri);
        return store.put(uri, bytes);
    }

    @Override
    public StoredObject put(ObjectUri uri, Path file, Encryption encryption) {
        call("the writing", uri);
        return store.put(uri, file, encryption);
    }

    @Override
    public String place(ObjectUri uri) {
        return store.place(uri);
    }

    @Override
    public void delete(ObjectUri uri) {
        call("the removal", uri);
        store.delete(uri);
    }

    /** A time-out may come after the work was done. */
    @Override
    public StoreOutcome deleteIfMatch(StoredObject object) {
        call("the removal", object.uri());
        StoreOutcome outcome = store.deleteIfMatch(object);
        call("the removal", object.uri());
        return outcome;
    }

    /** The same. */
    @Override
    public StoreOutcome copyIfAbsent(StoredObject object, ObjectUri target, String mark) {
        call("the copying", object.uri());
        StoreOutcome outcome = store.copyIfAbsent(object, target, mark);
        call("the copying", object.uri());
        return outcome;
    }

    @Override
    public Optional<StoreWatch> watch(ObjectUri prefix, ArrivalListener listener) {
        return store.watch(prefix, listener);
    }

    @Override
    public Optional<Instant> arrived(StoredObject object) {
        return store.arrived(object);
    }

    @Override
    public boolean unfinished(StoredObject object) {
        return store.unfinished(object);
    }

    @Override
    public void close() {
        store.close();
    }
}
