package io.forebay.engine.load;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a job tries a file again that cannot be loaded for a reason that may pass. The file is given up when it has
 * been in trouble without a break for so long, and other files of the job were loaded since it was tried the last time: a
 * store or a warehouse that is away gives up no file. Kept in memory, so a start begins anew. Thread-safe.
 */
public final class Patience {
    private static final int MOST = 10_000;
    /** Files in trouble are tried at least once a minute: after a longer break a trouble is another one. */
    private static final Duration BREAK = Duration.ofMinutes(3);

    private final Duration limit;
    private final Duration breakTime;
    private final Clock clock;
    private final Map<ObjectUri, Trouble> troubles = new LinkedHashMap<>();
    private long loads;

    /**
     * @param first when it began
     * @param last when the file was tried the last time
     * @param loadsBefore loads of the job until it began
     * @param loads until the last time
     */
    private record Trouble(Instant first, Instant last, long loadsBefore, long loads) {}

    /** @param limit how long a file is tried again */
    public Patience(Duration limit, Clock clock) {
        this.limit = limit;
        this.breakTime = limit.dividedBy(3).compareTo(BREAK) > 0 ? limit.dividedBy(3) : BREAK;
        this.clock = clock;
    }

    /** Something of the job was loaded. */
    synchronized void loaded(Collection<StoredObject> objects) {
        loads++;
        objects.forEach(object -> troubles.remove(object.uri()));
    }

    /** The file is in trouble again. @return whether it is given up now */
    synchronized boolean gone(StoredObject object) {
        Trouble before = troubles.get(object.uri());
        troubled(object);
        Trouble now = troubles.get(object.uri());
        if (before == null || now == null || loads <= before.loads) {
            return false;
        }
        boolean gone = Duration.between(now.first, now.last).compareTo(limit) >= 0;
        if (gone) {
            troubles.remove(object.uri());
        }
        return gone;
    }

    /** The file is in trouble again. */
    synchronized void troubled(StoredObject object) {
        Instant now = clock.instant();
        Trouble before = troubles.remove(object.uri());
        boolean begins = before == null || Duration.between(before.last, now).compareTo(breakTime) > 0;
        troubles.put(
                object.uri(),
                begins
                        ? new Trouble(now, now, loads, loads)
                        : new Trouble(before.first, now, before.loadsBefore, loads));
        if (troubles.size() > MOST) {
            troubles.remove(troubles.keySet().iterator().next());
        }
    }

    /** Whether others of the job were loaded since the trouble of the file began. */
    synchronized boolean proved(StoredObject object) {
        Trouble trouble = troubles.get(object.uri());
        return trouble != null && loads > trouble.loadsBefore;
    }

    /** Those of the objects that are in no trouble, in their order. */
    public synchronized List<StoredObject> without(List<StoredObject> objects) {
        return objects.stream()
                .filter(object -> !troubles.containsKey(object.uri()))
                .toList();
    }

    /** Those of the objects that are in trouble, in their order. */
    public synchronized List<StoredObject> only(List<StoredObject> objects) {
        return objects.stream()
                .filter(object -> troubles.containsKey(object.uri()))
                .toList();
    }
}
