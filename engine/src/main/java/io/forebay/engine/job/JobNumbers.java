package io.forebay.engine.job;

import io.forebay.engine.discover.ScanReport;
import io.forebay.engine.job.JobStatus.State;
import io.forebay.engine.load.LoadResult;
import io.forebay.spi.store.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts what one job does. Thread-safe. */
final class JobNumbers {
    private final long jobId;
    private final String name;
    private final Clock clock;
    private final Lags lags = new Lags();
    private final Rate files;
    private final Rate rows;
    private final Rate bytes;
    private JobStatus.Done done = new JobStatus.Done(0, 0, 0, 0, 0, 0);
    private JobStatus.Trouble trouble = JobStatus.Trouble.NONE;
    private JobStatus.Owing owing = JobStatus.Owing.NONE;
    private @Nullable ScanReport lastScan;
    private State state = State.OFF;
    private boolean troubled;

    JobNumbers(long jobId, String name, Clock clock) {
        this.jobId = jobId;
        this.name = name;
        this.clock = clock;
        Instant now = clock.instant();
        this.files = new Rate(now);
        this.rows = new Rate(now);
        this.bytes = new Rate(now);
    }

    synchronized void at(State now) {
        state = now;
    }

    synchronized void scanned(ScanReport report) {
        lastScan = report;
        done = new JobStatus.Done(
                done.files(),
                done.rows(),
                done.bytes(),
                done.failedFiles(),
                done.listCalls() + report.calls(),
                done.keysListed() + report.keys());
    }

    synchronized void owes(JobStatus.Owing now) {
        owing = now;
    }

    /** A load has ended. @param arrival when an object arrived */
    synchronized void loaded(LoadResult result, Function<StoredObject, Instant> arrival) {
        Instant now = clock.instant();
        for (StoredObject object : result.loaded()) {
            lags.add(Duration.between(arrival.apply(object), now));
        }
        files.add(now, result.files());
        rows.add(now, result.rows());
        bytes.add(now, result.bytes());
        done = new JobStatus.Done(
                done.files() + result.files(),
                done.rows() + result.rows(),
                done.bytes() + result.bytes(),
                done.failedFiles() + result.failed(),
                done.listCalls(),
                done.keysListed());
    }

    synchronized void trouble(String message) {
        Instant now = clock.instant();
        troubled = true;
        trouble = new JobStatus.Trouble(message, now, trouble.lasting() == null ? now : trouble.lasting());
    }

    synchronized void well() {
        troubled = false;
        trouble = new JobStatus.Trouble(trouble.message(), trouble.since(), null);
    }

    synchronized JobStatus status(JobStatus.Backlog backlog) {
        Instant now = clock.instant();
        return new JobStatus(
                jobId,
                name,
                troubled && state == State.WAITING ? State.TROUBLED : state,
                new JobStatus.Lag(
                        lags.last().orElse(null),
                        lags.quantile(0.5).orElse(null),
                        lags.quantile(0.99).orElse(null),
                        lags.size()),
                backlog,
                new JobStatus.Speed(files.perSecond(now), rows.perSecond(now), bytes.perSecond(now)),
                done,
                lastScan,
                trouble,
                owing);
    }
}
