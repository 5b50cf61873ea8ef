package io.forebay.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoredObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Notes what a watch tells, and when. */
final class Arrivals implements ArrivalListener {
    private final List<StoredObject> objects = new CopyOnWriteArrayList<>();
    private final Map<String, Long> nanos = new ConcurrentHashMap<>();
    private volatile int lost;

    @Override
    public void arrived(StoredObject object, Settlement settlement) {
        nanos.putIfAbsent(object.uri().key(), System.nanoTime());
        objects.add(object);
        signal();
    }

    @Override
    public void lost() {
        synchronized (this) {
            lost++;
        }
        signal();
    }

    List<String> keys() {
        return objects.stream().map(object -> object.uri().key()).distinct().toList();
    }

    List<StoredObject> objects() {
        return objects;
    }

    long nanos(String key) {
        return nanos.getOrDefault(key, Long.MAX_VALUE);
    }

    int losses() {
        return lost;
    }

    void awaitKeys(String... keys) {
        await(() -> keys().containsAll(List.of(keys)), "arrival of " + List.of(keys) + ", seen " + keys());
    }

    void awaitLoss() {
        await(() -> lost > 0, "a loss");
    }

    synchronized void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try {
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).as("waited 20 s for " + what).isLessThan(end);
                wait(100);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized void signal() {
        notifyAll();
    }
}
