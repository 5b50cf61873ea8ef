package io.forebay.engine.job;

import java.time.Duration;
import java.time.Instant;

/** How much a second, over the last minutes. Not thread-safe. */
final class Rate {
    /** What is looked back at, when it has been running for so long. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int PARTS = 30;
    private static final long PART_SECONDS = WINDOW.toSeconds() / PARTS;

    private final long[] amounts = new long[PARTS];
    private final Instant since;
    private long newest;

    Rate(Instant since) {
        this.since = since;
        this.newest = part(since);
    }

    private static long part(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), PART_SECONDS);
    }

    void add(Instant now, long amount) {
        forget(now);
        amounts[(int) Math.floorMod(newest, (long) PARTS)] += amount;
    }

    double perSecond(Instant now) {
        forget(now);
        long sum = 0;
        for (long amount : amounts) {
            sum += amount;
        }
        long running = Math.max(1, Duration.between(since, now).toSeconds());
        return (double) sum / Math.min(running, WINDOW.toSeconds());
    }

    private void forget(Instant now) {
        long to = part(now);
        for (long part = Math.max(newest + 1, to - PARTS + 1); part <= to; part++) {
            amounts[(int) Math.floorMod(part, (long) PARTS)] = 0;
        }
        newest = Math.max(newest, to);
    }
}
