package io.forebay.engine.load;

import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A load to be run.
 *
 * @param id Redshift's query id
 * @param jobId 0 for a plain COPY
 * @param added columns that the load first adds to its table
 * @param stopped whether somebody has asked to end the load, also before it runs and between its attempts
 */
public record LoadTask(
        long id,
        long jobId,
        LoadRecord.Owner owner,
        CopyCommand command,
        List<StoredObject> objects,
        List<Column> added,
        BooleanSupplier stopped) {
    public LoadTask {
        objects = List.copyOf(objects);
        added = List.copyOf(added);
    }

    public LoadTask(
            long id,
            long jobId,
            LoadRecord.Owner owner,
            CopyCommand command,
            List<StoredObject> objects,
            BooleanSupplier stopped) {
        this(id, jobId, owner, command, objects, List.of(), stopped);
    }

    LoadTask with(long newId, List<StoredObject> newObjects) {
        return new LoadTask(newId, jobId, owner, command, newObjects, added, stopped);
    }

    LoadTask adding(List<Column> columns) {
        List<Column> all = new ArrayList<>(added);
        all.addAll(columns);
        return new LoadTask(id, jobId, owner, command, objects, all, stopped);
    }
}
