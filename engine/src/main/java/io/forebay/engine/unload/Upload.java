package io.forebay.engine.unload;

import io.forebay.engine.load.Backoff;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts files into a store, and takes them back when not all of them can be put. */
final class Upload {
    private static final Logger log = LoggerFactory.getLogger(Upload.class);
    private static final int ATTEMPTS = 5;

    private final ObjectStore store;
    private final StatementControl control;
    private final String statement;
    private final List<ObjectUri> put = new ArrayList<>();

    /** @param statement its name, for messages */
    Upload(ObjectStore store, StatementControl control, String statement) {
        this.store = store;
        this.control = control;
        this.statement = statement;
    }

    /**
     * Puts a file, whose size in the store may be another one.
     *
     * @param replaces whether an object of this name may be there, which is not to be lost when it is not replaced
     */
    StoredObject put(ObjectUri uri, Path file, Encryption encryption, boolean replaces) {
        control.throwIfCancelled();
        Optional<StoredObject> before = replaces ? control.waiting(() -> store.find(uri)) : Optional.empty();
        Backoff backoff = new Backoff(ATTEMPTS, control::cancelled);
        while (true) {
            try {
                StoredObject stored = control.waiting(() -> store.put(uri, file, encryption));
                put.add(uri);
                control.throwIfCancelled();
                return stored;
            } catch (ForebayException e) {
                if (!again(backoff, e, uri, before)) {
                    throw e;
                }
            }
        }
    }

    private boolean again(Backoff backoff, ForebayException e, ObjectUri uri, Optional<StoredObject> before) {
        boolean again = false;
        try {
            again = !put.contains(uri) && backoff.again(e);
        } finally {
            if (!again && !put.contains(uri) && written(e, uri, before)) {
                put.add(uri);
            }
        }
        return again;
    }

    /** Whether a put that failed has written all the same. */
    private boolean written(ForebayException failure, ObjectUri uri, Optional<StoredObject> before) {
        if (failure.is(StoreError.INVALID_KEY)) {
            return false;
        }
        try {
            Optional<StoredObject> now = store.find(uri);
            return now.isPresent() && !now.equals(before);
        } catch (ForebayException e) {
            log.debug("an object cannot be asked for after a failure uri={}", uri, e);
            return before.isEmpty();
        }
    }

    /** Deletes what was put, and tells what came of it. */
    void takeBack(Consumer<String> warnings) {
        List<ObjectUri> left = new ArrayList<>();
        for (ObjectUri uri : put) {
            try {
                store.delete(uri);
            } catch (ForebayException e) {
                log.warn("an object of a statement that failed could not be deleted of={} uri={}", statement, uri, e);
                left.add(uri);
            }
        }
        if (put.size() > left.size()) {
            warnings.accept(statement + " failed; the " + (put.size() - left.size())
                    + " object(s) that it had written are deleted again.");
        }
        if (!left.isEmpty()) {
            warnings.accept(statement + " failed, and " + left.size()
                    + " object(s) that it had written could not be deleted, delete them: "
                    + String.join(
                            ", ",
                            left.stream().map(ObjectUri::toString).limit(10).toList())
                    + (left.size() > 10 ? ", …" : ""));
        }
    }
}
