package io.forebay.engine.discover;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When a job looks next, so that jobs under one bucket do not list at one instant and none lists all the time. */
public final class ScanPace {
    private static final double SPREAD = 0.15;

    private ScanPace() {}

    /** The interval, up to 15 % shorter or longer, but at least as long as the last scan took. */
    public static Duration after(Duration interval, Duration took) {
        double factor = 1 + SPREAD * ThreadLocalRandom.current().nextDouble(-1, 1);
        Duration spread = Duration.ofNanos((long) (interval.toNanos() * factor));
        return spread.compareTo(took) < 0 ? took : spread;
    }

    /** Before the first scan after a start, when all jobs begin together: up to the interval. */
    public static Duration atStart(Duration interval) {
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(interval.toNanos() + 1));
    }
}
