package io.forebay.engine.migrate;

import io.forebay.engine.ledger.Again;
import io.forebay.engine.ledger.Leases;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the servers of a warehouse that this process is there, so that they leave alone what it holds. */
final class Presence implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Presence.class);
    private static final Duration LAST = Duration.ofSeconds(1);

    private final Leases leases;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "presence");
        thread.setDaemon(true);
        return thread;
    });

    private Presence(Leases leases) {
        this.leases = leases;
    }

    static Presence begin(Leases leases) {
        Presence presence = new Presence(leases);
        Again.whileInConflict(Side.ATTEMPTS, () -> {
            leases.register();
            return presence;
        });
        if (leases.shared()) {
            long pause = Math.max(1, leases.time().dividedBy(3).toMillis());
            presence.timer.scheduleWithFixedDelay(quietly(leases::beat), pause, pause, TimeUnit.MILLISECONDS);
        }
        return presence;
    }

    private static Runnable quietly(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (ForebayException e) {
                log.info("the warehouse cannot be told that this process lives reason={}", e.getMessage());
            }
        };
    }

    /** A beat that is under way must not come behind the leaving. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        quietly(leases::leave).run();
    }
}
