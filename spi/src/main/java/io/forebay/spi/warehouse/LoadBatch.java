package io.forebay.spi.warehouse;

import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.StoredObject;
import java.util.List;

/**
 * One load: these objects into this table, all or nothing.
 *
 * @param id Redshift's query id, unique in the warehouse
 * @param columns the target columns in the order of the files' fields; a column of the table that is missing here gets
 *     its DEFAULT or identity
 * @param objects in load order
 */
public record LoadBatch(long id, Table table, List<Column> columns, ReadOptions options, List<StoredObject> objects) {
    public LoadBatch {
        columns = List.copyOf(columns);
        objects = List.copyOf(objects);
    }
}
