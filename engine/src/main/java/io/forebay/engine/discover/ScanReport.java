package io.forebay.engine.discover;

import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a prefix has cost and found.
 *
 * @param whole whether the prefix was listed from its first key
 * @param after the key that it was listed after; empty when it was the whole
 * @param keys objects listed
 * @param calls times that the store was asked for a page, those included that failed
 * @param found new objects that are complete
 * @param unfinished new objects that were left out because they may still be growing: look again soon
 * @param took the time for listing and comparing, without that of the loads between
 * @param refused why new objects were left out that the store refuses; null when it refused none
 */
public record ScanReport(
        Instant started,
        boolean whole,
        String after,
        long keys,
        long calls,
        long found,
        int unfinished,
        Duration took,
        @Nullable ForebayException refused) {
    /** New objects that a scan has found and not handed over yet. */
    public record Waiting(long files, long bytes) {
        static final Waiting NONE = new Waiting(0, 0);
    }
}
