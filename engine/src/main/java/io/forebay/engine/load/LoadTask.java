package io.forebay.engine.load;

import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.store.StoredObject;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A load to be run.
 *
 * @param id Redshift's query id
 * @param jobId 0 for a plain COPY
 * @param stopped whether somebody has asked to end the load, also before it runs and between its attempts
 */
public record LoadTask(
        long id,
        long jobId,
        LoadRecord.Owner owner,
        CopyCommand command,
        List<StoredObject> objects,
        BooleanSupplier stopped) {
    public LoadTask {
        objects = List.copyOf(objects);
    }

    LoadTask with(long newId, List<StoredObject> newObjects) {
        return new LoadTask(newId, jobId, owner, command, newObjects, stopped);
    }
}
