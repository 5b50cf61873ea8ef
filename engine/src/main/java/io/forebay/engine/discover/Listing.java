package io.forebay.engine.discover;

import io.forebay.engine.load.Backoff;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One walk through the pages of a prefix, which counts what it asks. A page that does not come is asked for again. */
final class Listing {
    private static final Logger log = LoggerFactory.getLogger(Listing.class);
    private static final int PAGE = 1000;
    private static final int ATTEMPTS = 6;

    private final ObjectStore store;
    private final ObjectUri prefix;
    private final BooleanSupplier stopped;
    private String after;
    private long keys;
    private long calls;

    /** @param after keys up to this one are left out; empty for none */
    Listing(ObjectStore store, ObjectUri prefix, String after, BooleanSupplier stopped) {
        this.store = store;
        this.prefix = prefix;
        this.after = after;
        this.stopped = stopped;
    }

    /** The next objects; none at the end. */
    List<StoredObject> next() {
        Backoff backoff = new Backoff(ATTEMPTS, stopped);
        while (true) {
            try {
                calls++;
                List<StoredObject> page = store.list(prefix, after, PAGE);
                keys += page.size();
                after = page.isEmpty() ? after : page.get(page.size() - 1).uri().key();
                return page;
            } catch (ForebayException e) {
                if (!backoff.again(e)) {
                    throw e;
                }
                log.info("asking for a page again prefix={} after={} reason={}", prefix, after, e.getMessage());
            }
        }
    }

    /** The last key that was listed, or what the walk began after. */
    String last() {
        return after;
    }

    /** Keys listed so far. */
    long keys() {
        return keys;
    }

    /** Times that the store was asked, those included that failed. */
    long calls() {
        return calls;
    }
}
