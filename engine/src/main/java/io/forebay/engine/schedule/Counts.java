package io.forebay.engine.schedule;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many deliveries were made, and given up, since the start of the process. Thread-safe. */
public final class Counts {
    private final Map<Kept.Kind, LongAdder> delivered = new EnumMap<>(Kept.Kind.class);
    private final Map<Kept.Kind, LongAdder> dropped = new EnumMap<>(Kept.Kind.class);

    Counts() {
        for (Kept.Kind kind : Kept.Kind.values()) {
            delivered.put(kind, new LongAdder());
            dropped.put(kind, new LongAdder());
        }
    }

    void count(Kept.Kind kind, Kept.Outcome before, Kept.Outcome now) {
        of(delivered, kind).add(now.delivered() - before.delivered());
        of(dropped, kind).add(now.dropped() - before.dropped());
    }

    private static LongAdder of(Map<Kept.Kind, LongAdder> adders, Kept.Kind kind) {
        LongAdder adder = adders.get(kind);
        if (adder == null) {
            throw new IllegalStateException("no count of " + kind);
        }
        return adder;
    }

    /** @param made those that were made; else those that were given up */
    public long schedules(boolean made) {
        return of(made ? delivered : dropped, Kept.Kind.SCHEDULE).sum();
    }

    /** @param made those that were made; else those that were given up */
    public long triggers(boolean made) {
        return of(made ? delivered : dropped, Kept.Kind.TRIGGER).sum();
    }
}
