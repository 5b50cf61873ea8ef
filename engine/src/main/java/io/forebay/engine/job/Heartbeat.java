package io.forebay.engine.job;

import io.forebay.engine.ledger.Leases;
import io.forebay.spi.ForebayException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other servers that this one is there, and looks what they have changed. Where there can be no others, it does
 * neither until it is asked. Thread-safe.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final Leases leases;
    private final Runnable refresh;
    /** One that beats and one that may have to wait for loads to end. */
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    /** @param refresh makes the jobs here those of the ledger */
    Heartbeat(Leases leases, Runnable refresh) {
        this.leases = leases;
        this.refresh = refresh;
    }

    void start() {
        leases.register();
        if (leases.shared()) {
            long pause = Math.max(1, leases.time().toMillis() / 3);
            timer.scheduleWithFixedDelay(quietly(leases::beat), pause, pause, TimeUnit.MILLISECONDS);
            timer.scheduleWithFixedDelay(quietly(refresh), pause, pause, TimeUnit.MILLISECONDS);
        }
    }

    /** Looks at the ledger's jobs soon, in another thread. */
    void refreshSoon() {
        try {
            timer.execute(quietly(refresh));
        } catch (RejectedExecutionException e) {
            log.debug("closing", e);
        }
    }

    private static Runnable quietly(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (ForebayException e) {
                log.info("the warehouse cannot be asked about other servers reason={}", e.getMessage());
            } catch (RuntimeException e) {
                log.error("looking after other servers failed by a defect", e);
            }
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
        quietly(leases::leave).run();
    }
}
