package io.forebay.engine.load;

import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A load to be run.
 *
 * @param id Redshift's query id
 * @param job null for a plain COPY
 * @param added columns that the load first adds to its table
 * @param stopped whether somebody has asked to end the load, also before it runs and between its attempts
 */
public record LoadTask(
        long id,
        @Nullable JobLoad job,
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
            @Nullable JobLoad job,
            LoadRecord.Owner owner,
            CopyCommand command,
            List<StoredObject> objects,
            BooleanSupplier stopped) {
        this(id, job, owner, command, objects, List.of(), stopped);
    }

    /** 0 for a plain COPY. */
    long jobId() {
        return job == null ? 0 : job.id();
    }

    /** The job of a load that is for one. */
    JobLoad jobOf() {
        return Objects.requireNonNull(job, "a plain COPY is for no job");
    }

    LoadTask with(long newId, List<StoredObject> newObjects) {
        return new LoadTask(newId, job, owner, command, newObjects, added, stopped);
    }

    LoadTask adding(List<Column> columns) {
        List<Column> all = new ArrayList<>(added);
        all.addAll(columns);
        return new LoadTask(id, job, owner, command, objects, all, stopped);
    }
}
