package io.forebay.engine.load;

import io.forebay.engine.ledger.FileRecord;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.load.Pass.LoadFailure;
import io.forebay.engine.reject.RejectedStore;
import io.forebay.engine.sql.copy.CopyWords;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.ObjectLoad;
import io.forebay.spi.warehouse.ObjectLoadResult;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One pass over the files of a load by a warehouse that reads them itself, inside a transaction that the caller has opened
 * and will end. The files are those that were listed: one that is another by the time that the warehouse has read it is not
 * loaded.
 */
final class ObjectPass {
    private final Staging staging;
    private final Stores stores;
    private final RunningLoads running;
    private final LoadContext context;

    ObjectPass(Staging staging, Stores stores, RunningLoads running, LoadContext context) {
        this.staging = staging;
        this.stores = stores;
        this.running = running;
        this.context = context;
    }

    /** @throws LoadFailure when the load as a whole has failed */
    Attempt run(WarehouseConnection connection, LoadTask task, CopyBinding binding, LoadRecord load)
            throws LoadFailure {
        LoadBatch batch = new LoadBatch(
                task.id(), binding.table(), binding.columns(), task.command().options(), task.objects());
        ObjectUri manifest = staging.put(task.id(), task.objects());
        try {
            ObjectLoad all = new ObjectLoad(
                    batch,
                    task.command().columns(),
                    manifest,
                    CopyWords.behindSource(task.command().text()));
            return run(connection, task, load, all);
        } catch (ForebayException e) {
            throw new LoadFailure(e, 0, RejectedStore.of(List.of()));
        } finally {
            staging.delete(manifest);
        }
    }

    private Attempt run(WarehouseConnection connection, LoadTask task, LoadRecord load, ObjectLoad all) {
        running.add(load, task.objects(), new InWarehouse(connection));
        try {
            if (task.stopped().getAsBoolean()) {
                throw ForebayException.cancelled();
            }
            context.steps().reached(LoadStep.READING);
            ObjectLoadResult result = connection.load(all);
            Map<StoredObject, ForebayException> changed = changed(task);
            return changed.isEmpty() ? loaded(task, load, result) : Attempt.failed(changed);
        } catch (ForebayException e) {
            if (e.is(CommonError.LOAD_FAILED)) {
                connection.rollback();
                return refused(task, connection.refused(all), e);
            }
            if (e.is(StoreError.OBJECT_NOT_FOUND) || e.is(CommonError.INTERNAL)) {
                connection.rollback();
                return movedUnderneath(task, e);
            }
            throw e;
        } finally {
            running.remove(load);
        }
    }

    /** A load that fails because a file is gone or another now is that file's trouble alone, and the file is not bad. */
    private Attempt movedUnderneath(LoadTask task, ForebayException reason) {
        Map<StoredObject, ForebayException> changed = changed(task);
        if (changed.isEmpty()) {
            throw reason;
        }
        return Attempt.failed(changed);
    }

    /** The warehouse reads what is there when it comes to it, whatever was listed. */
    private Map<StoredObject, ForebayException> changed(LoadTask task) {
        Map<ObjectUri, StoredObject> now = stores.findSteady(task.objects(), task.stopped()).stream()
                .collect(Collectors.toMap(StoredObject::uri, Function.identity(), (one, same) -> one));
        Map<StoredObject, ForebayException> changed = new LinkedHashMap<>();
        for (StoredObject object : task.objects()) {
            StoredObject found = now.get(object.uri());
            if (found == null || !found.etag().equals(object.etag())) {
                changed.put(
                        object,
                        new ForebayException(
                                StoreError.OBJECT_CHANGED,
                                "'" + object.uri() + "' was changed while the warehouse read it"));
            }
        }
        return changed;
    }

    private Attempt loaded(LoadTask task, LoadRecord load, ObjectLoadResult result) {
        Instant ended = context.clock().instant();
        List<FileRecord> files = result.objects().stream()
                .map(each -> new FileRecord(each.object(), each.lines(), each.rows(), 0, load.started(), ended))
                .toList();
        if (files.size() != task.objects().size()) {
            throw new ForebayException(
                    CommonError.INTERNAL,
                    "the warehouse tells of " + files.size() + " files, the load has "
                            + task.objects().size() + "; nothing is loaded");
        }
        return new Attempt(result.rows(), 0, files, Map.of(), Set.of(), RejectedStore.of(List.of()), List.of());
    }

    /** @throws ForebayException INVALID_TEXT when the warehouse does not tell in which files: halves will */
    private static Attempt refused(LoadTask task, List<RejectedRow> rows, ForebayException reason) {
        Map<ObjectUri, String> reasons = new HashMap<>();
        rows.forEach(row -> reasons.putIfAbsent(row.object(), row.reason()));
        Map<StoredObject, ForebayException> failed = new LinkedHashMap<>();
        for (StoredObject object : task.objects()) {
            String why = reasons.get(object.uri());
            if (why != null) {
                failed.put(object, new ForebayException(CommonError.LOAD_FAILED, why, reason));
            }
        }
        if (failed.isEmpty()) {
            throw new ForebayException(CommonError.INVALID_TEXT, String.valueOf(reason.getMessage()), reason);
        }
        return new Attempt(0, rows.size(), List.of(), failed, Set.of(), RejectedStore.of(rows), List.of());
    }

    /** A load whose rows only the warehouse counts, and only at its end. */
    private record InWarehouse(WarehouseConnection connection) implements LoadProgress {
        @Override
        public void cancel() {
            connection.cancel();
        }

        @Override
        public int started() {
            return 0;
        }

        @Override
        public long rows() {
            return 0;
        }

        @Override
        public long errors() {
            return 0;
        }
    }
}
