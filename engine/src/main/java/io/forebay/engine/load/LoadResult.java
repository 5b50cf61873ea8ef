package io.forebay.engine.load;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoredObject;
import java.util.List;
import java.util.Map;

/**
 * What a load that committed did.
 *
 * @param rows rows loaded (with NOLOAD: that would load)
 * @param rejected rows that were not
 * @param loaded the objects that are ingested
 * @param failed a job's objects that are failed for good, with the reason
 */
public record LoadResult(
        long rows, long rejected, List<StoredObject> loaded, Map<StoredObject, ForebayException> failed) {}
