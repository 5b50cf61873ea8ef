package io.forebay.engine.discover;

import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a watch has told and nobody has looked at yet: the newest description of each object, up to a limit; beyond it
 * the objects are forgotten and a scan is asked for. Thread-safe.
 */
public final class Arrivals implements ArrivalListener {
    private static final int LIMIT = 100_000;

    private final Map<ObjectUri, StoredObject> told = new LinkedHashMap<>();
    private boolean scanWanted;
    private boolean woken;

    /** @param scan whether events were lost, so that the prefix has to be listed */
    public record Seen(List<StoredObject> objects, boolean scan) {}

    @Override
    public synchronized void arrived(StoredObject object) {
        if (told.size() >= LIMIT) {
            told.clear();
            scanWanted = true;
        }
        told.put(object.uri(), object);
        notifyAll();
    }

    @Override
    public synchronized void lost() {
        scanWanted = true;
        notifyAll();
    }

    /** Makes a waiting {@link #await} return. */
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Waits until something was told, or the time has passed, and takes it. */
    public synchronized Seen await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (told.isEmpty() && !scanWanted && !woken) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        Seen seen = new Seen(List.copyOf(told.values()), scanWanted);
        told.clear();
        scanWanted = false;
        woken = false;
        return seen;
    }

    /** How many objects wait. */
    public synchronized int size() {
        return told.size();
    }
}
