package io.forebay.engine.discover;

import io.forebay.engine.load.Backoff;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store about objects, one after the other. An answer that does not come is asked for again; an object that the
 * store refuses is left out, and keeps none of the others back. Used by one thread.
 */
public final class Inquiry {
    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);
    private static final int ATTEMPTS = 6;

    private final ObjectStore store;
    private final BooleanSupplier stopped;
    private @Nullable ForebayException refused;
    private long refusals;

    /** @param stopped ends the asking with CANCELLED */
    public Inquiry(ObjectStore store, BooleanSupplier stopped) {
        this.store = store;
        this.stopped = stopped;
    }

    /** The object under this name as it is now; empty when there is none, or the store refuses to tell. */
    public Optional<StoredObject> find(ObjectUri uri) {
        return ask(uri, () -> store.find(uri)).flatMap(found -> found);
    }

    /** Whether the object is known to be whole; not when the store refuses to tell. */
    public boolean whole(StoredObject object) {
        return ask(object.uri(), () -> !store.unfinished(object)).orElse(false);
    }

    private <T> Optional<T> ask(ObjectUri uri, Supplier<T> question) {
        Backoff backoff = new Backoff(ATTEMPTS, stopped);
        while (true) {
            if (stopped.getAsBoolean()) {
                throw ForebayException.cancelled();
            }
            try {
                return Optional.of(question.get());
            } catch (ForebayException e) {
                if (e.is(StoreError.ACCESS_DENIED)) {
                    refused = refused == null ? e : refused;
                    refusals++;
                    return Optional.empty();
                }
                if (!backoff.again(e)) {
                    throw e;
                }
                log.info("asking for an object again object={} reason={}", uri, e.getMessage());
            }
        }
    }

    /** Times that the store refused to tell. */
    public long refusals() {
        return refusals;
    }

    /** Why the store refused the first of them; empty when it refused none. */
    public Optional<ForebayException> refused() {
        return Optional.ofNullable(refused);
    }
}
