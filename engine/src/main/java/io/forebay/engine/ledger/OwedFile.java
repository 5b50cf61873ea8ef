package io.forebay.engine.ledger;

import io.forebay.spi.store.StoredObject;
import java.util.Optional;

/**
 * An object that a job has loaded and is to take out of the store.
 *
 * @param place within the load's files; no two of one load have the same
 * @param object as it was loaded
 * @param target the URI to move it to; empty when it is to be deleted
 * @param refused whether it cannot be, and is not tried until a user has it tried again
 */
public record OwedFile(long queryId, long place, StoredObject object, String target, boolean refused) {
    /** What is to be done, for people. */
    public String action() {
        return target.isEmpty() ? "deleted" : "moved to '" + target + "'";
    }

    public Optional<String> findTarget() {
        return target.isEmpty() ? Optional.empty() : Optional.of(target);
    }
}
