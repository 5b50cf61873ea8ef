package io.forebay.engine.load;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoredObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a load that committed did.
 *
 * @param rows rows loaded (with NOLOAD: that would load)
 * @param rejected rows of loaded objects that were not
 * @param loaded the objects that are ingested; of what a manifest names, the manifest
 * @param files how many files were loaded
 * @param bytes theirs, as stored
 * @param failed how many of a job's objects are failed for good
 * @param skipped how many of a job's objects are skipped for their content
 * @param left why an object that the store refuses or does not give was left for the next time; null when none was
 */
public record LoadResult(
        long rows,
        long rejected,
        List<StoredObject> loaded,
        long files,
        long bytes,
        int failed,
        int skipped,
        @Nullable ForebayException left) {}
