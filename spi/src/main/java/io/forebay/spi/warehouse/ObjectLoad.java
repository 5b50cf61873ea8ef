package io.forebay.spi.warehouse;

import io.forebay.spi.store.ObjectUri;
import java.util.List;

/**
 * A load whose objects the warehouse reads itself.
 *
 * @param columns the COPY's column list as written; empty without one, when the fields fill the table's columns
 * @param manifest an object in the store that names those of the batch, with their sizes
 * @param parameters the COPY's own words behind its source (authorization, format, conversions), as written and without
 *     MANIFEST; may hold a role, never a key
 */
public record ObjectLoad(LoadBatch batch, List<String> columns, ObjectUri manifest, String parameters) {
    public ObjectLoad {
        columns = List.copyOf(columns);
    }
}
