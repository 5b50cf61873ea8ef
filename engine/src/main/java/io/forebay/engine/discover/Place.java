package io.forebay.engine.discover;

import io.forebay.spi.store.ObjectUri;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the scans of a job whose keys ascend go on. A scan begins where the one before the last has ended, so that a key
 * that came a moment later than a greater one is found; a key that came far out of order is found by the next whole scan.
 * Not thread-safe.
 */
final class Place {
    private final boolean ascending;
    private final Duration wholeInterval;
    private final Clock clock;
    private @Nullable Instant lastWhole;
    private String start = "";
    private String end = "";

    Place(boolean ascending, Duration wholeInterval, Clock clock) {
        this.ascending = ascending;
        this.wholeInterval = wholeInterval;
        this.clock = clock;
    }

    boolean wholeIsDue() {
        Instant last = lastWhole;
        return !ascending
                || last == null
                || Duration.between(last, clock.instant()).compareTo(wholeInterval) >= 0;
    }

    /** What the next scan that is not whole lists after. */
    String start() {
        return start;
    }

    /**
     * A scan has come to its end.
     *
     * @param began when
     * @param settled the job is done with every key that was listed up to this one
     * @param lastPage what the last page was listed after
     */
    void reached(boolean whole, Instant began, String settled, String lastPage) {
        if (whole) {
            lastWhole = began;
            start = least(settled, lastPage);
        } else {
            start = least(settled, end);
        }
        end = settled;
    }

    private static String least(String a, String b) {
        return ObjectUri.compareKeys(a, b) < 0 ? a : b;
    }
}
