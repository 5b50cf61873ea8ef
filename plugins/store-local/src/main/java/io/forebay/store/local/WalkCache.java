package io.forebay.store.local;

import io.forebay.spi.store.ObjectUri;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks that were left after a page, to be taken up by the next one, so that a listing reads each folder once. The next
 * page of a listing comes soon; a walk that waited longer is used only when its folders are as they were. Thread-safe.
 */
final class WalkCache {
    private static final int MOST = 16;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration TOO_OLD = Duration.ofMinutes(1);

    private final Map<Place, Left> walks = new LinkedHashMap<>();

    private record Place(ObjectUri prefix, String after) {}

    private record Left(KeyWalk walk, long nanos) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }

    /** Takes the walk that stopped at this key, when there is one that may be used. */
    @Nullable
    KeyWalk take(ObjectUri prefix, String after) {
        Left left;
        synchronized (this) {
            left = walks.remove(new Place(prefix, after));
        }
        if (left == null || left.age().compareTo(TOO_OLD) > 0) {
            return null;
        }
        return left.age().compareTo(SOON) < 0 || left.walk.unchanged() ? left.walk : null;
    }

    /** Leaves a walk at this key; it takes the place of an older one there. */
    synchronized void leave(ObjectUri prefix, String after, KeyWalk walk) {
        Place place = new Place(prefix, after);
        walks.remove(place);
        walks.put(place, new Left(walk, System.nanoTime()));
        Iterator<Left> oldest = walks.values().iterator();
        Left first = oldest.next();
        if (walks.size() > MOST || first.age().compareTo(TOO_OLD) > 0) {
            oldest.remove();
        }
    }
}
