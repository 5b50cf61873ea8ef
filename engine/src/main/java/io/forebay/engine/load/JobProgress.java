package io.forebay.engine.load;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a job's batch has come over its attempts. */
final class JobProgress {
    private final List<StoredObject> loaded = new ArrayList<>();
    private final List<StoredObject> again = new ArrayList<>();
    private ForebayException passing = new ForebayException(StoreError.OBJECT_CHANGED, "files changed");
    private @Nullable ForebayException refused;
    private int failed;
    private long rows;

    /** @return what is left to be loaded of the objects: nothing when the attempt was committed */
    List<StoredObject> add(List<StoredObject> objects, Attempt attempt) {
        if (attempt.failed().isEmpty()) {
            rows += attempt.rows();
            loaded.addAll(objects);
            return List.of();
        }
        attempt.failed().forEach(this::fail);
        return objects.stream()
                .filter(object -> !attempt.failed().containsKey(object))
                .toList();
    }

    private void fail(StoredObject object, ForebayException reason) {
        switch (Fault.of(reason)) {
            case PASSING -> {
                again.add(object);
                passing = reason;
            }
            case REFUSED -> refused = reason;
            case BAD -> failed++;
            case GONE, OF_THE_LOAD -> {}
        }
    }

    /** The objects that are worth another reading; given once. */
    List<StoredObject> takeAgain() {
        List<StoredObject> taken = List.copyOf(again);
        again.clear();
        return taken;
    }

    /** The newest reason for which an object is to be read again. */
    ForebayException passing() {
        return passing;
    }

    /** @param last why objects are left that were to be read again; null when none are */
    LoadResult result(@Nullable ForebayException last) {
        boolean away = last != null && last.is(StoreError.STORE_AWAY);
        return new LoadResult(rows, 0, List.copyOf(loaded), failed, away ? last : refused);
    }
}
