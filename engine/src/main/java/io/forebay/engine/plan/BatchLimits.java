package io.forebay.engine.plan;

import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.List;

/**
 * How much goes into one load of a job.
 *
 * @param files from 1
 * @param bytes as stored (compressed); a single larger file is a batch of its own
 */
public record BatchLimits(int files, long bytes) {
    public static final BatchLimits DEFAULT = new BatchLimits(5_000, 4L << 30);

    /** Cuts a list into batches, keeping its order. */
    public List<List<StoredObject>> cut(List<StoredObject> objects) {
        List<List<StoredObject>> batches = new ArrayList<>();
        List<StoredObject> batch = new ArrayList<>();
        long size = 0;
        for (StoredObject object : objects) {
            if (!batch.isEmpty() && (batch.size() == files || size + object.size() > bytes)) {
                batches.add(batch);
                batch = new ArrayList<>();
                size = 0;
            }
            batch.add(object);
            size += object.size();
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
