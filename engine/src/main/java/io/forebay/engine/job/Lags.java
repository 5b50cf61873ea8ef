package io.forebay.engine.job;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The lags of the last files, from arrival to visible. Not thread-safe. */
final class Lags {
    private static final int KEPT = 1_000;

    private final long[] micros = new long[KEPT];
    private long count;

    /** A lag below zero, by clocks that differ, counts as none. */
    void add(Duration lag) {
        micros[(int) (count % KEPT)] = lag.isNegative() ? 0 : lag.toNanos() / 1_000;
        count++;
    }

    /** How many are kept. */
    int size() {
        return (int) Math.min(count, KEPT);
    }

    /** Of the file that became visible last; empty when there was none. */
    Optional<Duration> last() {
        return count == 0 ? Optional.empty() : Optional.of(duration(micros[(int) ((count - 1) % KEPT)]));
    }

    /** The lag that this share of the files kept does not exceed. @param share above 0, up to 1 */
    Optional<Duration> quantile(double share) {
        if (count == 0) {
            return Optional.empty();
        }
        long[] sorted = Arrays.copyOf(micros, size());
        Arrays.sort(sorted);
        return Optional.of(duration(sorted[(int) Math.ceil(share * sorted.length) - 1]));
    }

    private static Duration duration(long value) {
        return Duration.ofNanos(value * 1_000);
    }
}
