package io.forebay.engine.load;

import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.Commit;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobContents;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.load.Pass.LoadFailure;
import io.forebay.engine.reject.RejectedStore;
import io.forebay.engine.sql.JobOptions.OnDuplicate;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts at the files of a job's batch: all of them or none, and the ledger told what became of them. Thread-safe. */
final class JobAttempts {
    private static final Logger log = LoggerFactory.getLogger(JobAttempts.class);

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Stores stores;
    private final Pass pass;
    private final Changes changes;
    private final JobFiles files;
    private final ManifestLoad manifests;

    JobAttempts(Warehouse warehouse, Ledger ledger, Stores stores, Pass pass, Changes changes, JobFiles files) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.stores = stores;
        this.pass = pass;
        this.changes = changes;
        this.files = files;
        this.manifests = new ManifestLoad(warehouse, ledger, pass, changes, files);
    }

    /** Those of the objects that the job is not done with, as they are now. */
    List<StoredObject> open(JobLoad job, List<StoredObject> objects) {
        List<StoredObject> open = new ArrayList<>(ledger.unseen(job.id(), objects));
        if (Changed.reloads(job)) {
            open.addAll(changes.changed(job.id(), objects).keySet());
        }
        return open;
    }

    /** For one batch. */
    Contents contents() {
        return new Contents(stores, new JobContents(warehouse), files);
    }

    /** One attempt at a job's files: all of them that differ in content, or none and the bad ones failed. */
    Attempt once(LoadTask task, Contents contents) {
        Naming naming = task.jobOf().naming();
        if (naming != null) {
            return manifests.once(task, naming);
        }
        Contents.Sorted sorted = contents.sort(task);
        if (!sorted.duplicates().isEmpty() || !sorted.unread().isEmpty()) {
            return leaveOut(task, contents, sorted);
        }
        return load(task.with(task.id(), sorted.first()), contents, sorted.later());
    }

    /** Settles what cannot be loaded or need not be, before anything is. */
    private Attempt leaveOut(LoadTask task, Contents contents, Contents.Sorted sorted) {
        Map<StoredObject, ForebayException> left = new LinkedHashMap<>(sorted.unread());
        sorted.duplicates().forEach((object, holder) -> left.put(object, Contents.reason(holder)));
        if (task.jobOf().options().onDuplicate() == OnDuplicate.ERROR) {
            return fail(task, Attempt.failed(left));
        }
        if (!sorted.duplicates().isEmpty()) {
            contents.skip(task, sorted.duplicates());
        }
        Attempt attempt = fail(task, Attempt.failed(sorted.unread()));
        return attempt.over(left).skipping(sorted.duplicates().keySet());
    }

    private Attempt fail(LoadTask task, Attempt attempt) {
        if (attempt.failed().isEmpty()) {
            return attempt;
        }
        try {
            LoadTask failed = task.with(task.id(), List.copyOf(attempt.failed().keySet()));
            Changed changed = Changed.of(changes, files, failed);
            return attempt.with(recordFailed(task.jobOf(), described(task), attempt, changed));
        } finally {
            attempt.rejected().close();
        }
    }

    private Attempt load(LoadTask task, Contents contents, List<StoredObject> later) {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            CopyBinding binding = MoreColumns.bind(connection, task);
            LoadRecord load = pass.describe(task, binding);
            Changed changed = Changed.of(changes, files, task);
            try (Transforms.Call call = pass.transforms().ready(connection, task)) {
                Attempt attempt = attempt(connection, task, binding, load, changed);
                return committed(connection, task, load, attempt, new Settled(binding, changed, contents, call))
                        .leaving(later);
            }
        }
    }

    /** What is settled about a load before it commits. @param call that it ends with */
    private record Settled(CopyBinding binding, Changed changed, Contents contents, Transforms.@Nullable Call call) {}

    /** @return the attempt, which is committed unless files failed */
    private Attempt committed(
            WarehouseConnection connection, LoadTask task, LoadRecord load, Attempt attempt, Settled settled) {
        try {
            pass.context().steps().reached(LoadStep.ROWS_LOADED);
            if (!attempt.failed().isEmpty()) {
                connection.rollback();
                return attempt.with(recordFailed(task.jobOf(), load, attempt, settled.changed));
            }
            MoreColumns.throwIf(attempt.newColumns(), settled.binding);
            commit(connection, task, load, attempt, settled);
            return attempt;
        } finally {
            attempt.rejected().close();
        }
    }

    private Attempt attempt(
            WarehouseConnection connection, LoadTask task, CopyBinding binding, LoadRecord load, Changed changed) {
        Map<StoredObject, ForebayException> lost = changed.takeOut(connection, binding);
        if (!lost.isEmpty()) {
            return Attempt.failed(lost);
        }
        try {
            return pass.run(connection, task, binding, load, ErrorRule.of(task));
        } catch (LoadFailure e) {
            throw e.rolledBack(connection);
        }
    }

    /** The ledger's unique index refuses a file that another load has brought meanwhile: look again, load the rest. */
    private void commit(
            WarehouseConnection connection, LoadTask task, LoadRecord load, Attempt attempt, Settled settled) {
        try {
            LoadErrors.record(connection, ledger, load, attempt.rejected());
            ledger.recordLoad(connection, load, attempt.files(), attempt.rows());
            KeptRejects.keep(connection, ledger.ids(), task, load, attempt, settled.changed);
            settled.changed.record(connection, task.objects());
            settled.contents.record(connection, task, settled.changed);
            ledger.recordJobFiles(connection, task.jobId(), task.objects(), FileState.INGESTED, task.id());
            AfterLoad.owe(connection, task, task.objects());
            pass.transforms().run(settled.call, task, load, attempt.rows(), attempt.errors());
            task.jobOf().lease().check(connection);
            pass.context().steps().reached(LoadStep.BEFORE_COMMIT);
            Commit.settle(connection, () -> ledger.committed(task.id()), "load " + task.id());
            pass.context().steps().reached(LoadStep.AFTER_COMMIT);
        } catch (ForebayException e) {
            boolean ofTransform = e.code() instanceof OfTransform;
            if (!ofTransform && e.is(CommonError.UNIQUE_VIOLATION) && ofTheLedger(task)) {
                throw new ForebayException(
                        CommonError.CONFLICT, "some files of the batch were loaded meanwhile by another load", e);
            }
            throw e;
        }
    }

    /** Or else of the table: a constraint that is looked at when the transaction commits. */
    private boolean ofTheLedger(LoadTask task) {
        return task.jobOf().options().onDuplicate() != OnDuplicate.LOAD
                || Changed.reloads(task.jobOf())
                || ledger.unseen(task.jobId(), task.objects()).size()
                        < task.objects().size();
    }

    /**
     * Files that are gone, change or are refused are left out: they load when they are back, whole or allowed.
     *
     * @return the files that are failed now
     */
    private Set<StoredObject> recordFailed(JobLoad job, LoadRecord load, Attempt attempt, Changed changed) {
        Set<StoredObject> failed = new LinkedHashSet<>();
        RejectedStore rejected = attempt.rejected();
        attempt.failed().forEach((object, reason) -> {
            Fault fault = Fault.of(reason);
            if (fault == Fault.BAD) {
                failed.add(object);
            } else if (fault == Fault.PASSING && job.patience().gone(object)) {
                failed.add(object);
                rejected.add(WholeFile.rejected(object.uri(), reason), null);
            }
        });
        if (!failed.isEmpty()) {
            recordFailed(job, load, new Failed(failed, rejected, changed));
        }
        return failed;
    }

    /** @param rejected also of files that are read again: those are told of then */
    private record Failed(Set<StoredObject> files, RejectedStore rejected, Changed changed) {}

    private void recordFailed(JobLoad job, LoadRecord load, Failed failed) {
        Set<ObjectUri> uris = failed.files.stream().map(StoredObject::uri).collect(Collectors.toSet());
        long errors = failed.rejected.count(uris::contains);
        Consumer<WarehouseConnection> work = connection -> {
            LoadErrors.record(connection, ledger, load, failed.rejected, uris::contains);
            ledger.recordAborted(connection, load, failed.files, errors);
            failed.changed.forget(connection, failed.files);
            ledger.recordJobFiles(connection, load.jobId(), failed.files, FileState.FAILED, load.id());
            job.lease().check(connection);
        };
        ledger.write(work, () -> ledger.aborted(load.id()), "the failed files of load " + load.id());
        log.warn(
                "files failed job={} query={} files={} errors={}",
                load.jobId(),
                load.id(),
                failed.files.size(),
                errors);
    }

    /** Fails the one file of a task that ends every load it is in. */
    void fail(LoadTask task, ForebayException reason) {
        StoredObject object = task.objects().get(0);
        RejectedRow row = reason.code() instanceof OfTransform
                ? WholeFile.told(object.uri(), reason)
                : WholeFile.rejected(object.uri(), reason);
        RejectedStore rejected = RejectedStore.of(List.of(row));
        Changed changed = Changed.of(changes, files, task);
        recordFailed(task.jobOf(), described(task), new Failed(Set.of(object), rejected, changed));
    }

    private LoadRecord described(LoadTask task) {
        try (WarehouseConnection connection = warehouse.connect()) {
            return pass.describe(task, CopyBinding.of(connection, task.command()));
        }
    }

    /** The objects as they are now; those that are gone or being written are left out, for a scan to find. */
    List<StoredObject> finished(List<StoredObject> objects, BooleanSupplier stopped) {
        return stores.findSteady(objects, stopped).stream()
                .filter(object -> !stores.of(object.uri()).unfinished(object))
                .toList();
    }
}
