package io.forebay.engine.discover;

import io.forebay.engine.plan.BatchLimits;
import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a watch has told and nobody has looked at yet: the newest description of each object, up to a limit; beyond it
 * the objects are forgotten and a scan is asked for. What the watch waits for is never forgotten: it bounds that itself.
 * Thread-safe.
 */
public final class Arrivals implements ArrivalListener {
    private static final int LIMIT = 100_000;

    private final Map<ObjectUri, StoredObject> told = new LinkedHashMap<>();
    private Owed owed = new Owed();
    private final Predicate<ObjectUri> those;
    private boolean scanWanted;
    private boolean woken;
    private Instant since = Instant.EPOCH;

    /**
     * @param scan whether events were lost, so that the prefix has to be listed
     * @param since when the first of the objects was told
     * @param owed of the objects, and of those that were forgotten for a scan
     */
    public record Seen(List<StoredObject> objects, boolean scan, Instant since, Owed owed) {
        /** Nothing but that the prefix is to be listed. */
        public static Seen nothing() {
            return new Seen(List.of(), true, Instant.EPOCH, new Owed());
        }
    }

    public Arrivals() {
        this(uri -> true);
    }

    /** @param those what is looked at; all else is done with at once */
    public Arrivals(Predicate<ObjectUri> those) {
        this.those = those;
    }

    @Override
    public void arrived(StoredObject object, Settlement settlement) {
        if (those.test(object.uri())) {
            add(object, settlement);
        } else {
            settlement.settled();
        }
    }

    private synchronized void add(StoredObject object, Settlement settlement) {
        if (told.size() >= LIMIT) {
            told.clear();
            scanWanted = true;
        }
        if (told.isEmpty()) {
            since = Instant.now();
        }
        told.put(object.uri(), object);
        owed.add(object, settlement);
        notifyAll();
    }

    @Override
    public synchronized void lost() {
        scanWanted = true;
        notifyAll();
    }

    /** Makes a waiting {@link #await} or {@link #pause} return. */
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** The same, for these objects to be looked at, or for a scan when there are none. */
    public synchronized void wake(List<StoredObject> objects) {
        objects.forEach(object -> arrived(object, Settlement.NONE));
        scanWanted |= objects.isEmpty();
        wake();
    }

    /** Waits until something was told, or the time has passed, and takes it. */
    public synchronized Seen await(Duration limit) throws InterruptedException {
        return await(limit, Duration.ZERO, BatchLimits.DEFAULT);
    }

    /**
     * The same; when an object was told, waits for more until they are a full batch.
     *
     * @param gather how long to wait for more after the first
     */
    public synchronized Seen await(Duration limit, Duration gather, BatchLimits full) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (told.isEmpty() && !scanWanted && !woken && waits(end)) {}
        long gathered = System.nanoTime() + gather.toNanos();
        while (!told.isEmpty() && !full(full) && !scanWanted && !woken && waits(gathered)) {}
        Seen seen = new Seen(List.copyOf(told.values()), scanWanted, since, owed);
        told.clear();
        owed = new Owed();
        scanWanted = false;
        woken = false;
        return seen;
    }

    private boolean full(BatchLimits full) {
        return told.size() >= full.files()
                || told.values().stream().mapToLong(StoredObject::size).sum() >= full.bytes();
    }

    /** Waits for news until then at most. @return false when the time has come */
    private synchronized boolean waits(long end) throws InterruptedException {
        long left = (end - System.nanoTime() + 999_999) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        wait(left);
        return true;
    }

    /** Waits for the time or for {@link #wake}, whatever is told meanwhile. */
    public synchronized void pause(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!woken && waits(end)) {}
        woken = false;
    }

    /** How many objects wait. */
    public synchronized int size() {
        return told.size();
    }
}
