package io.forebay.engine.job;

import io.forebay.engine.plan.BatchLimits;
import java.time.Duration;

/**
 * @param pollInterval how often a store that tells no events is listed, and unfinished files are looked at again
 * @param scanInterval how often a store that tells events is listed all the same
 * @param loadsAtOnce the most jobs that load at the same time
 * @param leaseTime how long a server that is not heard of keeps its jobs
 */
public record JobSettings(
        Duration pollInterval,
        Duration scanInterval,
        BatchLimits batch,
        int loadsAtOnce,
        Duration leaseTime,
        Waits waits) {
    private static final Duration LEASE_TIME = Duration.ofSeconds(6);

    public static final JobSettings DEFAULT =
            new JobSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), BatchLimits.DEFAULT, 4);

    /**
     * How long jobs wait.
     *
     * @param wholeScan until the whole prefix of a job with KEYS ASCENDING is listed again
     * @param retryFor before a file fails that cannot be read while others of its job can
     * @param batch for more files, when a batch is not full
     */
    public record Waits(Duration wholeScan, Duration retryFor, Duration batch) {
        public static final Waits DEFAULT = new Waits(Duration.ofHours(1), Duration.ofMinutes(15), Duration.ZERO);
    }

    public JobSettings(Duration pollInterval, Duration scanInterval, BatchLimits batch, int loadsAtOnce) {
        this(pollInterval, scanInterval, batch, loadsAtOnce, LEASE_TIME);
    }

    public JobSettings(
            Duration pollInterval, Duration scanInterval, BatchLimits batch, int loadsAtOnce, Duration leaseTime) {
        this(pollInterval, scanInterval, batch, loadsAtOnce, leaseTime, Waits.DEFAULT);
    }
}
