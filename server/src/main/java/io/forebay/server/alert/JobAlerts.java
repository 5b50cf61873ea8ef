package io.forebay.server.alert;

import io.forebay.engine.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people know of one job: a message for each change, none while it stays as it is. Used by one thread. */
final class JobAlerts {
    /** So long without another failed file, and it is over. */
    static final Duration FAILURES_OVER = Duration.ofMinutes(10);

    /** So long without a file that lags, and it is over. */
    static final Duration LAG_OVER = Duration.ofMinutes(1);

    private final Duration lagLimit;
    private long failedBefore;
    private long loadedBefore;
    private long failedSince;
    private @Nullable Instant lastFailure;
    private @Nullable Instant lastLag;

    /** @param first how the job is when it is looked at first: what was before is not told */
    JobAlerts(Duration lagLimit, JobStatus first) {
        this.lagLimit = lagLimit;
        this.failedBefore = first.done().failedFiles();
        this.loadedBefore = first.done().files();
    }

    /** The messages that the job's state gives rise to. */
    List<Alert> look(JobStatus status, Instant now) {
        List<Alert> alerts = new ArrayList<>();
        failures(status, now, alerts);
        lag(status, now, alerts);
        return alerts;
    }

    private void failures(JobStatus status, Instant now, List<Alert> alerts) {
        long more = status.done().failedFiles() - failedBefore;
        failedBefore = status.done().failedFiles();
        Instant last = lastFailure;
        if (more > 0) {
            failedSince = last == null ? more : failedSince + more;
            lastFailure = now;
            if (last == null) {
                alerts.add(alert(Alert.Event.FILES_FAILED, status, now));
            }
        } else if (last != null && Duration.between(last, now).compareTo(FAILURES_OVER) >= 0) {
            alerts.add(alert(Alert.Event.FILES_FAILED_OVER, status, now));
            lastFailure = null;
        }
    }

    private void lag(JobStatus status, Instant now, List<Alert> alerts) {
        boolean lags = current(status, now).compareTo(lagLimit) > 0;
        loadedBefore = status.done().files();
        Instant last = lastLag;
        if (lags) {
            if (last == null) {
                alerts.add(alert(Alert.Event.LAG_OVER_LIMIT, status, now));
            }
            lastLag = now;
        } else if (last != null && Duration.between(last, now).compareTo(LAG_OVER) >= 0) {
            alerts.add(alert(Alert.Event.LAG_OVER, status, now));
            lastLag = null;
        }
    }

    /** How long the job has been behind now, or the lag of the last file that was loaded since the last look. */
    private Duration current(JobStatus status, Instant now) {
        Duration waiting = behind(status, now);
        Duration loaded = status.lag().last();
        if (loaded == null || status.done().files() == loadedBefore) {
            return waiting;
        }
        return loaded.compareTo(waiting) > 0 ? loaded : waiting;
    }

    private Alert alert(Alert.Event event, JobStatus status, Instant now) {
        return new Alert(
                event,
                status.name(),
                status.jobId(),
                now,
                failedSince,
                lag(status, now),
                lagLimit,
                status.backlog().files());
    }

    /** The age of the oldest file that waits, or of the trouble: a job that cannot list does not know what waits. */
    private static Duration behind(JobStatus status, Instant now) {
        Instant oldest = status.backlog().oldest();
        Instant trouble = status.trouble().lasting();
        Instant since = oldest == null || (trouble != null && trouble.isBefore(oldest)) ? trouble : oldest;
        return since == null ? Duration.ZERO : Duration.between(since, now);
    }

    private static Duration lag(JobStatus status, Instant now) {
        Duration waiting = behind(status, now);
        Duration loaded = status.lag().last();
        return loaded == null || waiting.compareTo(loaded) > 0 ? waiting : loaded;
    }
}
