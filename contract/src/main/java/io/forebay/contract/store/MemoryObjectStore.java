package io.forebay.contract.store;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoreWatch;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Buckets in memory, under {@code s3://}. Fails, stalls and changes as its {@link #faults} say. Each ETag is used once,
 * so an object that was put again has changed even when its bytes have not. What a client encrypts is turned about only.
 */
public final class MemoryObjectStore implements ObjectStore {
    /** What encrypting adds to an object. */
    private static final int PADDING = 16;

    private static final int ALL = -1;

    private final ConcurrentMap<String, NavigableMap<String, Held>> buckets = new ConcurrentHashMap<>();
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final Set<ObjectUri> growing = ConcurrentHashMap.newKeySet();
    private final Set<Told> unsettled = ConcurrentHashMap.newKeySet();
    private final AtomicLong version = new AtomicLong();
    private final StoreFaults faults = new StoreFaults();
    private final Clock clock;
    private volatile boolean arrivalsKnown;
    private volatile boolean announces = true;
    private volatile int announcedTo = ALL;
    private volatile String channel = "";
    private volatile boolean established = true;

    /** @param mark of the copy that it is; empty for none */
    private record Held(StoredObject object, byte[] bytes, Encryption encryption, String mark) {}

    private record Watch(ObjectUri prefix, ArrivalListener listener) {}

    /** Not a record: the same object may be told several times. */
    private final class Told implements Settlement {
        private final ObjectUri uri;

        Told(ObjectUri uri) {
            this.uri = uri;
        }

        @Override
        public void settled() {
            unsettled.remove(this);
        }
    }

    public MemoryObjectStore(String... buckets) {
        this(Clock.systemUTC(), buckets);
    }

    /** @param clock what objects' last-modified instants come from */
    public MemoryObjectStore(Clock clock, String... buckets) {
        this.clock = clock;
        for (String bucket : buckets) {
            addBucket(bucket);
        }
    }

    public void addBucket(String name) {
        buckets.putIfAbsent(name, new ConcurrentSkipListMap<>(ObjectUri::compareKeys));
    }

    public void removeBucket(String name) {
        buckets.remove(name);
    }

    /** What goes wrong from now on. */
    public StoreFaults faults() {
        return faults;
    }

    /** Has {@link #put} tell one watch only, as a queue does that several receive from. @param place in the order of their beginning */
    public void announceTo(int place) {
        announcedTo = place;
    }

    /** Whether {@link #put} tells watches of its objects; true until set. */
    public void announce(boolean yes) {
        announces = yes;
    }

    /** Tells every watch that events were lost. */
    public void loseEvents() {
        watches.forEach(watch -> watch.listener.lost());
    }

    /** Whether {@link #unfinished} answers true for this object. */
    public void growing(ObjectUri uri, boolean yes) {
        if (yes) {
            growing.add(uri);
        } else {
            growing.remove(uri);
        }
    }

    /** Puts text as UTF-8 under a URI such as {@code s3://lake/sales/1.csv}. */
    public StoredObject put(String uri, String text) {
        return put(ObjectUri.parse(uri), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean serves(String scheme, String bucket) {
        return scheme.equals("s3") && buckets.containsKey(bucket);
    }

    @Override
    public List<StoredObject> list(ObjectUri prefix, String after, int limit) {
        faults.enter(StoreCall.LIST, prefix);
        String key = prefix.key();
        NavigableMap<String, Held> from = ObjectUri.compareKeys(after, key) < 0
                ? bucket(prefix).tailMap(key, true)
                : bucket(prefix).tailMap(after, false);
        return from.values().stream()
                .map(Held::object)
                .takeWhile(object -> object.uri().key().startsWith(key))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<StoredObject> find(ObjectUri uri) {
        faults.enter(StoreCall.FIND, uri);
        return Optional.ofNullable(bucket(uri).get(uri.key())).map(Held::object);
    }

    @Override
    public InputStream open(StoredObject object) {
        return new MemoryObjectStream(object.uri(), held(object).bytes, faults);
    }

    @Override
    public InputStream open(StoredObject object, MasterKey key) {
        Held held = held(object);
        if (!held.encryption.equals(new Encryption.ByClient(key))) {
            throw new ForebayException(
                    StoreError.NOT_DECRYPTED, object.uri() + " is not encrypted with the key that was given");
        }
        byte[] plain = turned(Arrays.copyOf(held.bytes, held.bytes.length - PADDING));
        return new MemoryObjectStream(object.uri(), plain, faults);
    }

    private Held held(StoredObject object) {
        ObjectUri uri = object.uri();
        faults.enter(StoreCall.OPEN, uri);
        Held held = bucket(uri).get(uri.key());
        if (held == null) {
            throw new ForebayException(StoreError.OBJECT_NOT_FOUND, uri + " is gone");
        }
        if (!held.object.etag().equals(object.etag())) {
            throw new ForebayException(StoreError.OBJECT_CHANGED, uri + " was replaced");
        }
        return held;
    }

    @Override
    public StoredObject put(ObjectUri uri, byte[] bytes) {
        return put(uri, bytes, Encryption.AS_BUCKET);
    }

    private StoredObject put(ObjectUri uri, byte[] bytes, Encryption encryption) {
        faults.enter(StoreCall.PUT, uri);
        if (uri.key().isEmpty()) {
            throw new ForebayException(StoreError.INVALID_KEY, uri + " has an empty key");
        }
        String etag = Long.toHexString(version.incrementAndGet());
        StoredObject object = new StoredObject(uri, bytes.length, etag, clock.instant());
        bucket(uri).put(uri.key(), new Held(object, bytes.clone(), encryption, ""));
        announce(object);
        return object;
    }

    private void announce(StoredObject object) {
        if (announces) {
            List<Watch> told = announcedTo == ALL ? watches : watches.subList(announcedTo, announcedTo + 1);
            told.stream().filter(watch -> covers(watch.prefix, object.uri())).forEach(watch -> tell(watch, object));
        }
    }

    private void tell(Watch watch, StoredObject object) {
        Told told = new Told(object.uri());
        unsettled.add(told);
        watch.listener.arrived(object, told);
    }

    /** What watches were told of and have not settled, sorted, each as often as it was told. */
    public List<ObjectUri> unsettled() {
        return unsettled.stream().map(told -> told.uri).sorted().toList();
    }

    @Override
    public StoredObject put(ObjectUri uri, Path file, Encryption encryption) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ForebayException(CommonError.CANCELLED, "Interrupted before '" + uri + "' was put");
        }
        boolean byClient = encryption instanceof Encryption.ByClient;
        if (!byClient && !encryption.equals(Encryption.AS_BUCKET)) {
            throw new ForebayException(CommonError.NOT_SUPPORTED, "Buckets in memory are not encrypted");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            return put(uri, byClient ? Arrays.copyOf(turned(bytes), bytes.length + PADDING) : bytes, encryption);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A play of ciphertext: every bit the other way round. */
    private static byte[] turned(byte[] bytes) {
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = (byte) ~bytes[i];
        }
        return turned;
    }

    @Override
    public void delete(ObjectUri uri) {
        faults.enter(StoreCall.DELETE, uri);
        bucket(uri).remove(uri.key());
    }

    @Override
    public StoreOutcome deleteIfMatch(StoredObject object) {
        ObjectUri uri = object.uri();
        faults.enter(StoreCall.DELETE, uri);
        Held held = bucket(uri).get(uri.key());
        StoreOutcome outcome = StoreOutcome.GONE;
        if (held != null) {
            boolean done =
                    held.object.etag().equals(object.etag()) && bucket(uri).remove(uri.key(), held);
            outcome = done ? StoreOutcome.DONE : StoreOutcome.CHANGED;
        }
        faults.enter(StoreCall.DELETED, uri);
        return outcome;
    }

    @Override
    public StoreOutcome copyIfAbsent(StoredObject object, ObjectUri target, String mark) {
        faults.enter(StoreCall.COPY, target);
        StoreOutcome outcome = copy(object, target, mark);
        faults.enter(StoreCall.COPIED, target);
        return outcome;
    }

    private StoreOutcome copy(StoredObject object, ObjectUri target, String mark) {
        NavigableMap<String, Held> into = bucket(target);
        Held there = into.get(target.key());
        if (there != null) {
            return there.mark.equals(mark) ? StoreOutcome.DONE : StoreOutcome.TAKEN;
        }
        Held held = bucket(object.uri()).get(object.uri().key());
        if (held == null) {
            return StoreOutcome.GONE;
        }
        if (!held.object.etag().equals(object.etag())) {
            return StoreOutcome.CHANGED;
        }
        String etag = Long.toHexString(version.incrementAndGet());
        StoredObject copy = new StoredObject(target, held.bytes.length, etag, clock.instant());
        if (into.putIfAbsent(target.key(), new Held(copy, held.bytes, held.encryption, mark)) != null) {
            return StoreOutcome.TAKEN;
        }
        announce(copy);
        return StoreOutcome.DONE;
    }

    @Override
    public Optional<StoreWatch> watch(ObjectUri prefix, ArrivalListener listener) {
        faults.enter(StoreCall.WATCH, prefix);
        bucket(prefix);
        Watch watch = new Watch(prefix, listener);
        watches.add(watch);
        return Optional.of(new StoreWatch() {
            @Override
            public String channel() {
                return channel;
            }

            @Override
            public boolean established() {
                return established;
            }

            @Override
            public void close() {
                end(watch);
            }
        });
    }

    /** What watches say of themselves: no name and established, until set. */
    public void channel(String name, boolean works) {
        channel = name;
        established = works;
    }

    private void end(Watch watch) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ForebayException(CommonError.CANCELLED, "interrupted while closing a watch");
        }
        watches.remove(watch);
    }

    /** Tells all watches of this object, as an event that comes late or twice does. */
    public void tell(StoredObject object) {
        watches.forEach(watch -> tell(watch, object));
    }

    /** How many watches are open. */
    public int watches() {
        return watches.size();
    }

    /** Whether it is known when an object arrived: at its last-modified instant, as in S3. Not at first. */
    public void arrivals(boolean known) {
        arrivalsKnown = known;
    }

    @Override
    public Optional<Instant> arrived(StoredObject object) {
        return arrivalsKnown ? Optional.of(object.lastModified()) : Optional.empty();
    }

    @Override
    public boolean unfinished(StoredObject object) {
        faults.enter(StoreCall.UNFINISHED, object.uri());
        return growing.contains(object.uri());
    }

    @Override
    public void close() {
        watches.clear();
    }

    private NavigableMap<String, Held> bucket(ObjectUri uri) {
        NavigableMap<String, Held> bucket = buckets.get(uri.bucket());
        if (bucket == null) {
            throw new ForebayException(StoreError.BUCKET_NOT_FOUND, "There is no bucket '" + uri.bucket() + "'");
        }
        return bucket;
    }

    private static boolean covers(ObjectUri prefix, ObjectUri uri) {
        return prefix.bucket().equals(uri.bucket()) && uri.key().startsWith(prefix.key());
    }
}
