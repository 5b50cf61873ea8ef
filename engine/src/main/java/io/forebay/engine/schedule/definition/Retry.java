package io.forebay.engine.schedule.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;

/**
 * How long a delivery that fails is tried again. SOURCE: the EventBridge Scheduler API Reference, "RetryPolicy".
 *
 * @param attempts after the first
 * @param age of what is delivered at most
 */
public record Retry(int attempts, Duration age) {
    private static final int MOST = 185;
    private static final int DAY = 86_400;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    static Retry read(String place, JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return new Retry(MOST, Duration.ofSeconds(DAY));
        }
        Members members = Members.of(place, given, Set.of("MaximumRetryAttempts", "MaximumEventAgeInSeconds"));
        return new Retry(
                members.number("MaximumRetryAttempts", 0, MOST, MOST),
                Duration.ofSeconds(members.number("MaximumEventAgeInSeconds", 60, DAY, DAY)));
    }

    /** The pause before another attempt. @param made how many there were, from 1 */
    public static Duration pause(int made) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(made - 1, 20));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
