package io.forebay.contract.store;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a {@link MemoryObjectStore} does wrong. Thread-safe. Nothing at first.
 *
 * <pre>{@code
 * store.faults().fail(StoreCall.OPEN, 2, StoreError.STORE_AWAY);       // the second open from now
 * store.faults().before(StoreCall.OPEN, 1, store::delete);             // gone between list and open
 * try (StoreStall stall = store.faults().stallReads("sales/")) { … }   // reads hang until closed
 * }</pre>
 */
public final class StoreFaults {
    private final List<Fault> pending = new CopyOnWriteArrayList<>();
    private final List<StoreStall> stalls = new CopyOnWriteArrayList<>();
    private final Map<StoreCall, AtomicInteger> calls = new ConcurrentHashMap<>();

    private record Fault(StoreCall call, AtomicInteger left, Consumer<ObjectUri> effect) {}

    /** The n-th such call from now (from 1), of any object, fails once with this error. */
    public void fail(StoreCall call, int n, StoreError error) {
        fail(call, n, () -> new ForebayException(error, "Fault: " + call + " number " + n));
    }

    /** The n-th such call from now (from 1) fails once with what this gives. */
    public void fail(StoreCall call, int n, Supplier<? extends RuntimeException> error) {
        before(call, n, uri -> {
            throw error.get();
        });
    }

    /** Every such call fails until {@link #clear}. */
    public void failAlways(StoreCall call, StoreError error) {
        pending.add(new Fault(call, new AtomicInteger(Integer.MAX_VALUE), uri -> {
            throw new ForebayException(error, "Fault: " + call + " of " + uri);
        }));
    }

    /** Runs this once, just before the n-th such call from now does its work; it may change or delete the object. */
    public void before(StoreCall call, int n, Consumer<ObjectUri> effect) {
        pending.add(new Fault(call, new AtomicInteger(n), effect));
    }

    /** Reads of objects whose key starts so hang until the stall is closed, or their stream is. */
    public StoreStall stallReads(String keyPrefix) {
        StoreStall stall = new StoreStall(keyPrefix, stalls::remove);
        stalls.add(stall);
        return stall;
    }

    /** Forgets all faults and ends all stalls. */
    public void clear() {
        pending.clear();
        stalls.forEach(StoreStall::close);
    }

    /** How many such calls were made since the store was made. */
    public int calls(StoreCall call) {
        return counter(call).get();
    }

    void enter(StoreCall call, ObjectUri uri) {
        counter(call).incrementAndGet();
        for (Fault fault : pending) {
            if (fault.call == call) {
                strike(fault, uri);
            }
        }
    }

    /** Blocks the reading thread while a stall holds this object. */
    void hold(ObjectUri uri, MemoryObjectStream stream) {
        for (StoreStall stall : stalls) {
            if (uri.key().startsWith(stall.keyPrefix())) {
                stall.await(stream);
            }
        }
    }

    private void strike(Fault fault, ObjectUri uri) {
        int left = fault.left.get();
        if (left == Integer.MAX_VALUE) {
            fault.effect.accept(uri);
        } else if (fault.left.decrementAndGet() == 0) {
            pending.remove(fault);
            fault.effect.accept(uri);
        }
    }

    private AtomicInteger counter(StoreCall call) {
        return calls.computeIfAbsent(call, c -> new AtomicInteger());
    }
}
