package io.forebay.engine.job;

import io.forebay.engine.discover.ScanReport;
import io.forebay.spi.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job is doing in this process, at one moment.
 *
 * @param lastScan null before the first
 */
public record JobStatus(
        long jobId,
        String name,
        State state,
        Lag lag,
        Backlog backlog,
        Speed speed,
        Done done,
        @Nullable ScanReport lastScan,
        Trouble trouble,
        Owing owing) {
    /** What a job is at. */
    public enum State {
        /** AUTO OFF. */
        OFF,
        /** Another server works for it. */
        ELSEWHERE,
        /** Nothing to be done. */
        WAITING,
        SCANNING,
        LOADING,
        /** The last attempt failed; it is tried again. */
        TROUBLED
    }

    /**
     * From arrival to visible, of the last files.
     *
     * @param last null before the first file; so are the others
     * @param files how many files it is of
     */
    public record Lag(@Nullable Duration last, @Nullable Duration median, @Nullable Duration p99, int files) {}

    /** What the job knows of and has not loaded. @param oldest since when the oldest waits; null when none does */
    public record Backlog(long files, long bytes, @Nullable Instant oldest) {
        public static final Backlog NONE = new Backlog(0, 0, null);

        Backlog plus(StoredObject object, Instant since) {
            return new Backlog(
                    files + 1, bytes + object.size(), oldest == null || since.isBefore(oldest) ? since : oldest);
        }

        /** With one that is counted elsewhere. */
        Backlog since(Instant since) {
            return new Backlog(files, bytes, oldest == null || since.isBefore(oldest) ? since : oldest);
        }

        Backlog plus(ScanReport.Waiting waiting) {
            return new Backlog(files + waiting.files(), bytes + waiting.bytes(), oldest);
        }

        /** With so many more, of which nothing else is known. */
        Backlog plus(long more) {
            return new Backlog(files + more, bytes, oldest);
        }
    }

    /** A second, over the last five minutes. */
    public record Speed(double files, double rows, double bytes) {}

    /** Since the server's start. */
    public record Done(long files, long rows, long bytes, long failedFiles, long listCalls, long keysListed) {}

    /**
     * What AFTER LOAD is to take out of the store, as the job has looked last.
     *
     * @param files that are to go
     * @param refused that cannot, until a user has them tried again
     */
    public record Owing(long files, long refused) {
        public static final Owing NONE = new Owing(0, 0);
    }

    /**
     * What keeps the job from loading.
     *
     * @param message the last one; empty for none
     * @param since when it came; null for none
     * @param lasting since when the job has been in trouble without a break; null when it is not
     */
    public record Trouble(String message, @Nullable Instant since, @Nullable Instant lasting) {
        public static final Trouble NONE = new Trouble("", null, null);
    }
}
