package io.forebay.engine.load;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far a job's batch has come over its attempts. */
final class JobProgress {
    private final List<StoredObject> loaded = new ArrayList<>();
    private final Map<StoredObject, ForebayException> failed = new LinkedHashMap<>();
    private final List<StoredObject> changed = new ArrayList<>();
    private ForebayException change = new ForebayException(StoreError.OBJECT_CHANGED, "files changed");
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
        if (reason.is(StoreError.OBJECT_CHANGED)) {
            changed.add(object);
            change = reason;
        } else {
            failed.put(object, reason);
        }
    }

    /** The objects that changed while they were read; given once. */
    List<StoredObject> takeChanged() {
        List<StoredObject> taken = List.copyOf(changed);
        changed.clear();
        return taken;
    }

    /** The newest change. */
    ForebayException change() {
        return change;
    }

    LoadResult result() {
        return new LoadResult(rows, 0, List.copyOf(loaded), failed);
    }
}
