package io.forebay.store.s3.events;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of messages that cannot be read: once each, and not more often than so many times a minute. Thread-safe. */
final class Warnings {
    private static final Logger log = LoggerFactory.getLogger(Warnings.class);
    private static final int A_MINUTE = 20;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    private final Map<String, Boolean> told = new Told();
    private long since;
    private int count;
    private long left;

    /** The ids that were told last. */
    private static final class Told extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > 1000;
        }
    }

    /** @param clock as {@code System.nanoTime} */
    Warnings(LongSupplier clock) {
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    /** @return whether it was told now */
    synchronized boolean warn(String queue, String id, String text, String reason) {
        if (told.put(id, true) != null) {
            return false;
        }
        long now = clock.getAsLong();
        if (now - since >= MINUTE) {
            if (left > 0) {
                log.warn("more messages like those before queue={} count={}", queue, left);
            }
            since = now;
            count = 0;
            left = 0;
        }
        if (count == A_MINUTE) {
            left++;
            return false;
        }
        count++;
        log.warn("{} queue={} message={} reason={}", text, queue, id, reason);
        return true;
    }
}
