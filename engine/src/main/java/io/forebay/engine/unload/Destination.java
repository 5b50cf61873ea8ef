package io.forebay.engine.unload;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.List;

/** What lies in the place of an UNLOAD before it. */
final class Destination {
    private static final int PAGE = 1000;

    private final ObjectStore store;
    private final StatementControl control;

    Destination(ObjectStore store, StatementControl control) {
        this.store = store;
        this.control = control;
    }

    /** @throws ForebayException when there is any object whose name starts so */
    void refuse(ObjectUri prefix) {
        List<StoredObject> found = control.waiting(() -> store.list(prefix, "", 1));
        if (!found.isEmpty()) {
            throw new ForebayException(
                            CommonError.WRONG_STATE,
                            "Specified unload destination on S3 is not empty. Consider using a different bucket /"
                                    + " prefix, manually removing the target files in S3, or using the"
                                    + " ALLOWOVERWRITE option.")
                    .withHint("The first object there is " + found.get(0).uri() + ".");
        }
    }

    /**
     * Whether a store takes such names is known before the query runs; what else it may answer counts when it is asked for
     * more.
     *
     * @throws ForebayException INVALID_KEY
     */
    void requireName(ObjectUri uri) {
        try {
            control.waiting(() -> store.find(uri));
        } catch (ForebayException e) {
            if (e.is(StoreError.INVALID_KEY)) {
                throw e;
            }
        }
    }

    /** Deletes the objects whose names start so. */
    long clean(ObjectUri prefix) {
        long count = 0;
        String after = "";
        while (true) {
            String last = after;
            List<StoredObject> page = control.waiting(() -> store.list(prefix, last, PAGE));
            if (page.isEmpty()) {
                return count;
            }
            for (StoredObject object : page) {
                control.throwIfCancelled();
                control.waiting(() -> {
                    store.delete(object.uri());
                    return true;
                });
                count++;
            }
            after = page.get(page.size() - 1).uri().key();
        }
    }
}
