package io.forebay.store.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files to look at again, and when. One thread. */
final class Doubts {
    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration GIVE_UP = Duration.ofMinutes(1);

    private final Map<String, Doubt> doubts = new HashMap<>();

    /** @param closed whether a writer is known to have closed the file */
    record Doubt(long since, long due, Duration pause, boolean closed) {}

    /** Looks again after a while: nothing happened to the file yet for long enough. */
    void later(String key, boolean closed, Duration pause) {
        long now = System.nanoTime();
        doubts.put(key, new Doubt(now, now + pause.toNanos(), pause, closed));
    }

    /**
     * Looks again soon, then less and less often, for a minute: the kernel tells that a file was closed just before it
     * stops counting the writer. A writer that really goes on is heard of when it closes the file.
     */
    void soon(String key, boolean closed) {
        long now = System.nanoTime();
        Doubt before = doubts.get(key);
        if (before == null) {
            doubts.put(key, new Doubt(now, now + FIRST.toNanos(), FIRST, closed));
            return;
        }
        if (now - before.since > GIVE_UP.toNanos()) {
            doubts.remove(key);
            return;
        }
        Duration doubled = before.pause.multipliedBy(2);
        Duration pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        doubts.put(key, new Doubt(before.since, now + pause.toNanos(), pause, closed || before.closed));
    }

    void settle(String key) {
        doubts.remove(key);
    }

    boolean closed(String key) {
        Doubt doubt = doubts.get(key);
        return doubt != null && doubt.closed;
    }

    List<String> due() {
        long now = System.nanoTime();
        List<String> due = new ArrayList<>();
        doubts.forEach((key, doubt) -> {
            if (doubt.due - now <= 0) {
                due.add(key);
            }
        });
        return due;
    }

    /** Until the next is due; -1 when there is none. */
    int millis() {
        long now = System.nanoTime();
        long least = doubts.values().stream()
                .mapToLong(doubt -> doubt.due - now)
                .min()
                .orElse(-1_000_000);
        return least < 0 ? (doubts.isEmpty() ? -1 : 0) : (int) (least / 1_000_000) + 1;
    }

    void clear() {
        doubts.clear();
    }
}
