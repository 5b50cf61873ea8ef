package io.forebay.spi.warehouse;

import io.forebay.spi.store.StoredObject;
import java.util.List;

/**
 * What a warehouse says that it loaded by itself.
 *
 * @param rows of all objects together
 * @param objects each object of the batch once, in its order
 */
public record ObjectLoadResult(long rows, List<OfObject> objects) {
    /** What is said of rows that the warehouse does not count object by object. */
    public static final long UNKNOWN = -1;

    public ObjectLoadResult {
        objects = List.copyOf(objects);
    }

    /**
     * @param lines lines scanned, as the warehouse counts them
     * @param rows rows loaded; {@link #UNKNOWN} when only the sum of several objects is known
     */
    public record OfObject(StoredObject object, long lines, long rows) {}
}
