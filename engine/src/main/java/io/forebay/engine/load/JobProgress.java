package io.forebay.engine.load;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a job's batch has come over its attempts. */
final class JobProgress {
    private final List<StoredObject> loaded = new ArrayList<>();
    private final List<StoredObject> again = new ArrayList<>();
    private ForebayException passing = new ForebayException(StoreError.OBJECT_CHANGED, "files changed");
    private @Nullable ForebayException refused;
    private @Nullable ForebayException left;
    private boolean rereads;
    private int failed;
    private int skipped;
    private int commits;
    private long rows;
    private long rejected;
    private long files;
    private long bytes;

    /** @return what is left to be loaded of the objects: what it put off when the attempt was committed */
    List<StoredObject> add(List<StoredObject> objects, Attempt attempt) {
        if (attempt.failed().isEmpty()) {
            rows += attempt.rows();
            rejected += attempt.errors();
            files += attempt.files().size();
            bytes += attempt.bytes();
            commits++;
            Set<StoredObject> later = Set.copyOf(attempt.later());
            objects.stream().filter(object -> !later.contains(object)).forEach(loaded::add);
            return attempt.later();
        }
        skipped += attempt.skipped().size();
        attempt.failed().forEach((object, reason) -> {
            if (attempt.forGood().contains(object)) {
                failed++;
            } else if (!attempt.skipped().contains(object)) {
                setAside(object, reason);
            }
        });
        return objects.stream()
                .filter(object -> !attempt.failed().containsKey(object))
                .toList();
    }

    private void setAside(StoredObject object, ForebayException reason) {
        switch (Fault.of(reason)) {
            case PASSING -> {
                passing = again.isEmpty() || reason.is(StoreError.STORE_AWAY) ? reason : passing;
                again.add(object);
            }
            case REFUSED -> refused = reason;
            case BAD, GONE, OF_THE_LOAD -> {}
        }
    }

    /** The objects that are worth another reading; given once. */
    List<StoredObject> takeAgain() {
        List<StoredObject> taken = List.copyOf(again);
        again.clear();
        rereads = !taken.isEmpty();
        return taken;
    }

    /** Those that were set aside are tried with the others. */
    void tryAllAgain() {
        again.clear();
    }

    /** Whether this is the trouble of the objects that are read again: the store gave the others. */
    boolean leaves(ForebayException reason) {
        Fault fault = Fault.of(reason);
        return rereads && (fault == Fault.PASSING || fault == Fault.REFUSED);
    }

    /** Why objects are to be read again: that the store does not give one, when it is so. */
    ForebayException passing() {
        return passing;
    }

    /** Objects are left for the next time. */
    void leave(ForebayException reason) {
        left = left == null || left.is(StoreError.OBJECT_CHANGED) ? reason : left;
    }

    /** One more object is failed in the ledger. */
    void failed() {
        failed++;
    }

    /** Loads that were committed. */
    int commits() {
        return commits;
    }

    LoadResult result() {
        boolean told = left != null && !left.is(StoreError.OBJECT_CHANGED);
        return new LoadResult(
                rows, rejected, List.copyOf(loaded), files, bytes, failed, skipped, told ? left : refused);
    }
}
