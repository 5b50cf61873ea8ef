package io.forebay.server.alert;

import io.forebay.engine.job.JobStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second how the jobs are doing, in a thread of its own, and tells of changes. */
public final class AlertWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AlertWatch.class);
    private static final long SECONDS = 1;

    private final Supplier<List<JobStatus>> jobs;
    private final Duration lagLimit;
    private final Consumer<String> messages;
    private final Clock clock;
    private final Map<Long, JobAlerts> known = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param messages takes each message's JSON, and returns at once */
    AlertWatch(Supplier<List<JobStatus>> jobs, Duration lagLimit, Consumer<String> messages, Clock clock) {
        this.jobs = jobs;
        this.lagLimit = lagLimit;
        this.messages = messages;
        this.clock = clock;
    }

    /** Begins to look. @param lagLimit how long a file may take from its arrival to being visible */
    public static AlertWatch start(Supplier<List<JobStatus>> jobs, Duration lagLimit, Webhook webhook) {
        AlertWatch watch = new AlertWatch(jobs, lagLimit, webhook::post, Clock.systemUTC());
        Thread thread = new Thread(watch::run, "alerts");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void run() {
        try {
            do {
                try {
                    look();
                } catch (RuntimeException e) {
                    log.warn("the jobs could not be looked at for alerts", e);
                }
            } while (!closed.await(SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        Instant now = clock.instant();
        List<JobStatus> statuses = jobs.get();
        known.keySet().retainAll(statuses.stream().map(JobStatus::jobId).collect(Collectors.toSet()));
        for (JobStatus status : statuses) {
            known.computeIfAbsent(status.jobId(), id -> new JobAlerts(lagLimit, status))
                    .look(status, now)
                    .forEach(alert -> messages.accept(alert.json()));
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
