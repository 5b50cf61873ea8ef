package io.forebay.engine.load;

import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.store.StoredObject;
import java.util.List;

/**
 * A load to be run.
 *
 * @param id Redshift's query id
 * @param jobId 0 for a plain COPY
 */
public record LoadTask(long id, long jobId, LoadRecord.Owner owner, CopyCommand command, List<StoredObject> objects) {
    public LoadTask {
        objects = List.copyOf(objects);
    }

    LoadTask with(long newId, List<StoredObject> newObjects) {
        return new LoadTask(newId, jobId, owner, command, newObjects);
    }
}
