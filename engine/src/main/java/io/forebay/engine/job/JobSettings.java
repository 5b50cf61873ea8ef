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
        Duration pollInterval, Duration scanInterval, BatchLimits batch, int loadsAtOnce, Duration leaseTime) {
    private static final Duration LEASE_TIME = Duration.ofSeconds(10);

    public JobSettings(Duration pollInterval, Duration scanInterval, BatchLimits batch, int loadsAtOnce) {
        this(pollInterval, scanInterval, batch, loadsAtOnce, LEASE_TIME);
    }

    public static final JobSettings DEFAULT =
            new JobSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), BatchLimits.DEFAULT, 4);
}
