package io.forebay.engine.job;

import io.forebay.engine.ledger.Lease;
import io.forebay.engine.ledger.Leases;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * That the job was this server's a moment ago: for what is done outside of transactions, where a server that stood still
 * would not find out. Thread-safe.
 */
final class FreshLease {
    private static final long MILLI = 1_000_000;

    private final Leases leases;
    private final LongSupplier nanos;
    private final LongSupplier millis;
    private @Nullable Lease lease;
    private long checked;
    private long checkedMillis;

    FreshLease(Leases leases) {
        this(leases, System::nanoTime, System::currentTimeMillis);
    }

    /** @param millis a second clock, because one of a machine that is suspended may stand still with it */
    FreshLease(Leases leases, LongSupplier nanos, LongSupplier millis) {
        this.leases = leases;
        this.nanos = nanos;
        this.millis = millis;
    }

    /** The lease is about to be checked by a transaction; what comes before {@link #confirm} when that fails is never done. */
    synchronized void checking(Lease now) {
        lease = now;
        checked = nanos.getAsLong();
        checkedMillis = millis.getAsLong();
    }

    /**
     * Checks the lease again when that was longer ago than a third of the lease time.
     *
     * @throws io.forebay.spi.ForebayException LEASE_LOST, or that the warehouse cannot be asked
     */
    synchronized void confirm() {
        Lease held = lease;
        if (held != null && leases.shared() && age().compareTo(leases.time().dividedBy(3)) > 0) {
            long nanosBefore = nanos.getAsLong();
            long millisBefore = millis.getAsLong();
            leases.check(held);
            checked = nanosBefore;
            checkedMillis = millisBefore;
        }
    }

    private Duration age() {
        long byNanos = nanos.getAsLong() - checked;
        long byMillis = (millis.getAsLong() - checkedMillis) * MILLI;
        return Duration.ofNanos(Math.max(byNanos, byMillis));
    }
}
