package io.forebay.engine.load;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a job tries a file again that cannot be loaded for a reason that may pass. The file is given up when it has
 * been in trouble for so long, and other files of the job were loaded meanwhile: a store or a warehouse that is away
 * gives up no file. Kept in memory, so a start begins anew. Thread-safe.
 */
public final class Patience {
    private static final int MOST = 10_000;

    private final Duration limit;
    private final Clock clock;
    private final Map<ObjectUri, Trouble> troubles = new LinkedHashMap<>();
    private long loads;

    /** @param loads those of the job until then */
    private record Trouble(Instant first, long loads) {}

    /** @param limit how long a file is tried again */
    public Patience(Duration limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Something of the job was loaded. */
    synchronized void loaded(Collection<StoredObject> objects) {
        loads++;
        objects.forEach(object -> troubles.remove(object.uri()));
    }

    /** The file is in trouble again. @return whether it is given up now */
    synchronized boolean gone(StoredObject object) {
        Instant now = clock.instant();
        Trouble before = troubles.remove(object.uri());
        Trouble trouble = before == null ? new Trouble(now, loads) : before;
        if (loads > trouble.loads && Duration.between(trouble.first, now).compareTo(limit) >= 0) {
            return true;
        }
        troubles.put(object.uri(), trouble);
        if (troubles.size() > MOST) {
            troubles.remove(troubles.keySet().iterator().next());
        }
        return false;
    }

    /** Whether others of the job were loaded since the file was in trouble first. */
    synchronized boolean proved(StoredObject object) {
        Trouble trouble = troubles.get(object.uri());
        return trouble != null && loads > trouble.loads;
    }
}
