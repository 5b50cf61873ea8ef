package io.forebay.engine.job;

import io.forebay.engine.ledger.Leases;
import io.forebay.engine.ledger.Pause;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other servers that this one is there, and looks what they do. Where there can be no others, it does neither until
 * it is asked. Thread-safe.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final int BEATS = 4;
    private static final Duration BETWEEN_BEATS = Duration.ofMillis(50);
    private static final Duration LAST = Duration.ofSeconds(1);

    private final Peers peers;
    private final Runnable refresh;
    private final JobSharing sharing;
    /** One for each thing that is done: one may have to wait for loads, another for locks, and the beat for nothing. */
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4, work -> {
        Thread thread = new Thread(work, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    /** @param refresh makes the jobs here those of the ledger */
    Heartbeat(Peers peers, Runnable refresh, JobSharing sharing) {
        this.peers = peers;
        this.refresh = refresh;
        this.sharing = sharing;
    }

    void start() {
        Leases leases = peers.leases();
        leases.register();
        if (leases.shared()) {
            Duration pause = leases.time().dividedBy(3);
            every(pause, this::beat);
            every(pause, refresh);
            every(peers.share().look(), sharing);
            every(SWEEP, () -> {
                leases.sweep();
                peers.signals().sweep();
            });
        }
    }

    /** At once again when it fails: a server that has stood still finds its connections ended, and is silent until it beats. */
    private void beat() {
        for (int attempt = 1; ; attempt++) {
            try {
                peers.leases().beat();
                return;
            } catch (ForebayException e) {
                if (attempt == BEATS) {
                    throw e;
                }
            }
            Pause.of(BETWEEN_BEATS);
        }
    }

    private void every(Duration pause, Runnable work) {
        long millis = Math.max(1, pause.toMillis());
        timer.scheduleWithFixedDelay(quietly(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Looks at the ledger's jobs soon, in another thread. */
    void refreshSoon() {
        try {
            timer.execute(quietly(refresh));
        } catch (RejectedExecutionException e) {
            log.debug("closing", e);
        }
    }

    /** What throws is never done again by a timer. */
    private static Runnable quietly(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (ForebayException e) {
                log.info("the warehouse cannot be asked about other servers reason={}", e.getMessage());
            } catch (RuntimeException | Error e) {
                log.error("looking after other servers failed by a defect", e);
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
        quietly(peers.leases()::leave).run();
    }
}
