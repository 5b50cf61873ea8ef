package io.forebay.store.s3.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ArrivalListener;
import io.forebay.spi.store.Settlement;
import io.forebay.spi.store.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Notes what a watch tells, and settles it at once or when the test says so. */
final class Told implements ArrivalListener {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<StoredObject> objects = new ArrayList<>();
    private final List<Settlement> settlements = new ArrayList<>();
    private final boolean settles;

    Told(boolean settles) {
        this.settles = settles;
    }

    @Override
    public void arrived(StoredObject object, Settlement settlement) {
        synchronized (this) {
            objects.add(object);
            settlements.add(settlement);
        }
        if (settles) {
            settlement.settled();
        }
    }

    @Override
    public void lost() {
        throw new AssertionError("a queue loses nothing");
    }

    synchronized List<StoredObject> objects() {
        return List.copyOf(objects);
    }

    List<String> keys() {
        return objects().stream().map(object -> object.uri().key()).sorted().toList();
    }

    synchronized int count() {
        return objects.size();
    }

    /** Settles all that was told so far and was not settled. */
    void settle() {
        List<Settlement> open;
        synchronized (this) {
            open = List.copyOf(settlements);
            settlements.clear();
        }
        open.forEach(Settlement::settled);
    }

    void awaitKeys(String... keys) {
        await(() -> keys().equals(List.of(keys)), () -> "told " + keys());
    }

    static void await(BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(otherwise.get()).isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
