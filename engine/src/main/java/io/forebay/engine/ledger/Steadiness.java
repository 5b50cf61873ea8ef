package io.forebay.engine.ledger;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether this server could tell that another is gone: not when it was not heard of itself in the lease time, because then
 * the warehouse was away, or this server stood still, and the others had no chance to be heard either. Thread-safe.
 */
final class Steadiness {
    private final long time;
    private final LongSupplier clock;
    private long heard;
    private long since;

    /** A server that starts is steady. @param clock as {@code System.nanoTime} */
    Steadiness(Duration time, LongSupplier clock) {
        this.time = time.toNanos();
        this.clock = clock;
        this.heard = clock.getAsLong();
        this.since = heard - this.time;
    }

    /** The warehouse has taken a heartbeat. */
    synchronized void heard() {
        long now = clock.getAsLong();
        if (now - heard > time) {
            since = now;
        }
        heard = now;
    }

    synchronized boolean is() {
        long now = clock.getAsLong();
        return now - heard <= time && now - since >= time;
    }
}
