package io.forebay.engine.load;

import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.Commit;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobContents;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.load.Pass.LoadFailure;
import io.forebay.engine.reject.RejectedRecord;
import io.forebay.engine.reject.RejectedStore;
import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.engine.sql.CopyCommand.LoadOptions;
import io.forebay.engine.sql.JobOptions.OnDuplicate;
import io.forebay.spi.Blame;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs loads: COPY as a whole or not at all, a job's batch without its bad files. Thread-safe. */
public final class Loader {
    private static final Logger log = LoggerFactory.getLogger(Loader.class);
    private static final int ATTEMPTS = 6;
    /** At the description of one object. */
    private static final int ATTEMPTS_AT_ONE = 4;

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Stores stores;
    private final Pass pass;
    private final LoadContext context;
    private final Changes changes;
    private final JobFiles files;
    private final ManifestLoad manifests;

    public Loader(
            Warehouse warehouse,
            Ledger ledger,
            Stores stores,
            Formats formats,
            RunningLoads running,
            LoadContext context) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.stores = stores;
        this.pass = new Pass(stores, formats, running, context);
        this.context = context;
        this.changes = new Changes(warehouse);
        this.files = new JobFiles(warehouse, ledger, context.clock());
        this.manifests = new ManifestLoad(warehouse, ledger, pass, changes, files);
    }

    /** COPY inside the user's own transaction: ended by the user. Not retried, as the transaction is lost by a failure. */
    public LoadResult copyWithin(WarehouseConnection connection, LoadTask task) {
        if (task.command().load().newColumns() == ExtraFields.Policy.ADD) {
            throw new ForebayException(
                            CommonError.ACTIVE_TRANSACTION,
                            "COPY with ON NEW COLUMN ADD cannot run inside a transaction block")
                    .withHint("Run it alone: it may have to read its files twice, and is all or nothing by itself.");
        }
        CopyBinding binding = CopyBinding.of(connection, task.command());
        LoadRecord load = pass.describe(task, binding);
        try {
            return copyOnce(connection, task, binding, load);
        } catch (LoadFailure e) {
            rollBack(connection, task, load, e, true);
            throw shown(task, e.reason());
        }
    }

    /** COPY in a transaction of its own. */
    public LoadResult copy(Supplier<WarehouseConnection> connection, LoadTask task) {
        Backoff backoff = new Backoff(ATTEMPTS, task.stopped());
        LoadTask current = task;
        while (true) {
            try {
                return copyAlone(connection.get(), current, backoff.last());
            } catch (MoreColumns e) {
                current = current.adding(e.columns());
            } catch (ForebayException e) {
                if (e.retryable()) {
                    backoff.throwIfStopped();
                }
                if (!backoff.again(e)) {
                    throw e;
                }
                log.info("trying a COPY again query={} reason={}", task.id(), e.getMessage());
                if (e.is(StoreError.OBJECT_CHANGED)) {
                    current = task.with(task.id(), describedAgain(task));
                }
            }
        }
    }

    private LoadResult copyAlone(WarehouseConnection connection, LoadTask task, boolean last) {
        connection.begin();
        LoadResult result;
        try {
            CopyBinding binding = bind(connection, task);
            LoadRecord load = pass.describe(task, binding);
            try {
                result = copyOnce(connection, task, binding, load);
            } catch (LoadFailure e) {
                rollBack(connection, task, load, e, last || !e.reason().retryable());
                throw shown(task, e.reason());
            }
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        }
        context.steps().reached(LoadStep.BEFORE_COMMIT);
        settle(connection, task);
        context.steps().reached(LoadStep.AFTER_COMMIT);
        return result;
    }

    private LoadResult copyOnce(WarehouseConnection connection, LoadTask task, CopyBinding binding, LoadRecord load)
            throws LoadFailure {
        Attempt attempt = pass.run(connection, task, binding, load, rule(task));
        try {
            if (!task.command().load().has(LoadFlag.NOLOAD)) {
                throwIfMoreColumns(attempt.newColumns(), binding);
            }
            context.steps().reached(LoadStep.ROWS_LOADED);
            if (task.command().load().has(LoadFlag.NOLOAD)) {
                ledger.write(separate -> recordErrors(separate, load, attempt.rejected()));
            } else {
                recordErrors(connection, load, attempt.rejected());
                ledger.recordLoad(connection, load, attempt.files());
            }
            return new LoadResult(
                    attempt.rows(),
                    attempt.errors(),
                    task.objects(),
                    attempt.files().size(),
                    attempt.bytes(),
                    0,
                    0,
                    null);
        } finally {
            attempt.rejected().close();
        }
    }

    private void recordErrors(WarehouseConnection connection, LoadRecord load, RejectedStore rejected) {
        recordErrors(connection, load, rejected, file -> true);
    }

    private void recordErrors(
            WarehouseConnection connection, LoadRecord load, RejectedStore rejected, Predicate<ObjectUri> of) {
        rejected.give(
                of,
                some -> ledger.recordErrors(
                        connection, load, some.stream().map(RejectedRecord::row).toList()));
    }

    /** Adds the columns that an attempt before has found, in the load's own transaction. */
    static CopyBinding bind(WarehouseConnection connection, LoadTask task) {
        CopyBinding binding = CopyBinding.of(connection, task.command());
        List<Column> missing = missing(task.added(), binding);
        if (missing.isEmpty()) {
            return binding;
        }
        for (Column column : missing) {
            connection.alter(binding.table().name(), column, true);
        }
        return CopyBinding.of(connection, task.command());
    }

    private static List<Column> missing(List<Column> columns, CopyBinding binding) {
        return columns.stream()
                .filter(column -> binding.table().find(column.name()).isEmpty())
                .toList();
    }

    static void throwIfMoreColumns(List<Column> newColumns, CopyBinding binding) {
        List<Column> missing = missing(newColumns, binding);
        if (!missing.isEmpty()) {
            throw new MoreColumns(missing);
        }
    }

    static ErrorRule rule(LoadTask task) {
        LoadOptions options = task.command().load();
        if (task.job() != null) {
            return ErrorRule.maxErrorOfFile(KeptRejects.maxErrors(options));
        }
        return options.has(LoadFlag.IGNOREALLERRORS) ? ErrorRule.IGNORE_ALL : ErrorRule.maxError(options.maxError());
    }

    /** What the user reads: Redshift's words for bad rows, the store's or the warehouse's own for everything else. */
    private static ForebayException shown(LoadTask task, ForebayException reason) {
        if (!reason.is(CommonError.LOAD_FAILED)) {
            return reason;
        }
        return new ForebayException(
                CommonError.LOAD_FAILED,
                "Load into table '" + task.command().table().name()
                        + "' failed.  Check 'stl_load_errors' system table for details.",
                reason);
    }

    /**
     * A job's batch: the files that are bad are failed, the others are loaded without them, and those that changed while
     * they were read or that the store did not give are read again after the others. Repeats what a passing trouble
     * ended; what stays in trouble, and a file that does not stop changing, is left for the next time, until patience
     * ends.
     *
     * @param told is told once what was done, also when the batch ends with an exception
     * @throws ForebayException for a trouble that is not a file's (the table is missing, the store is away)
     */
    public void loadJob(LoadTask task, Consumer<LoadResult> told) {
        new BatchLoad(this, ledger, task.jobOf().patience()).run(task, told);
    }

    /**
     * Loads the records that REJECTS INTO has kept and that are rows now. Repeats what a passing trouble ended.
     *
     * @param task of the job, without objects
     * @param userId who asks
     * @throws ForebayException WRONG_STATE when the job keeps none
     */
    public Replayed replay(LoadTask task, int userId) {
        Backoff backoff = new Backoff(ATTEMPTS, task.stopped());
        LoadTask current = task;
        while (true) {
            try (WarehouseConnection connection = warehouse.connect()) {
                return new ReplayLoad(connection, ledger, new ReplayLoad.Known(files, changes), pass, current)
                        .run(userId);
            } catch (MoreColumns e) {
                current = current.adding(e.columns());
            } catch (ForebayException e) {
                if (e.is(CommonError.LEASE_LOST) || !backoff.again(e)) {
                    throw e;
                }
                log.info("trying a replay again query={} reason={}", task.id(), e.getMessage());
            }
        }
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
    Attempt jobOnce(LoadTask task, Contents contents) {
        Naming naming = task.jobOf().naming();
        if (naming != null) {
            return manifests.once(task, naming);
        }
        Contents.Sorted sorted = contents.sort(task);
        if (!sorted.duplicates().isEmpty() || !sorted.unread().isEmpty()) {
            return leaveOut(task, contents, sorted);
        }
        return jobOnce(task.with(task.id(), sorted.first()), contents, sorted.later());
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

    private Attempt jobOnce(LoadTask task, Contents contents, List<StoredObject> later) {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            CopyBinding binding = bind(connection, task);
            LoadRecord load = pass.describe(task, binding);
            Changed changed = Changed.of(changes, files, task);
            Attempt attempt = attempt(connection, task, binding, load, changed);
            try {
                context.steps().reached(LoadStep.ROWS_LOADED);
                if (!attempt.failed().isEmpty()) {
                    connection.rollback();
                    return attempt.with(recordFailed(task.jobOf(), load, attempt, changed));
                }
                throwIfMoreColumns(attempt.newColumns(), binding);
                commitJob(connection, task, load, attempt, changed, contents);
                return attempt.leaving(later);
            } finally {
                attempt.rejected().close();
            }
        }
    }

    private Attempt attempt(
            WarehouseConnection connection, LoadTask task, CopyBinding binding, LoadRecord load, Changed changed) {
        Map<StoredObject, ForebayException> lost = changed.takeOut(connection, binding);
        if (!lost.isEmpty()) {
            return Attempt.failed(lost);
        }
        try {
            return pass.run(connection, task, binding, load, rule(task));
        } catch (LoadFailure e) {
            rollBack(connection, task, load, e, false);
            throw e.reason();
        }
    }

    private void settle(WarehouseConnection connection, LoadTask task) {
        Commit.settle(connection, () -> ledger.committed(task.id()), "load " + task.id());
    }

    /** The ledger's unique index refuses a file that another load has brought meanwhile: look again, load the rest. */
    private void commitJob(
            WarehouseConnection connection,
            LoadTask task,
            LoadRecord load,
            Attempt attempt,
            Changed changed,
            Contents contents) {
        try {
            recordErrors(connection, load, attempt.rejected());
            ledger.recordLoad(connection, load, attempt.files());
            KeptRejects.keep(connection, ledger.ids(), task, load, attempt, changed);
            changed.record(connection, task.objects());
            contents.record(connection, task, changed);
            ledger.recordJobFiles(connection, task.jobId(), task.objects(), FileState.INGESTED, task.id());
            AfterLoad.owe(connection, task, task.objects());
            task.jobOf().lease().check(connection);
            context.steps().reached(LoadStep.BEFORE_COMMIT);
            settle(connection, task);
            context.steps().reached(LoadStep.AFTER_COMMIT);
        } catch (ForebayException e) {
            if (e.is(CommonError.UNIQUE_VIOLATION)) {
                throw new ForebayException(
                        CommonError.CONFLICT, "some files of the batch were loaded meanwhile by another load", e);
            }
            throw e;
        }
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
            recordErrors(connection, load, failed.rejected, uris::contains);
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
        RejectedStore rejected = RejectedStore.of(List.of(WholeFile.rejected(object.uri(), reason)));
        Changed changed = Changed.of(changes, files, task);
        recordFailed(task.jobOf(), described(task), new Failed(Set.of(object), rejected, changed));
    }

    private LoadRecord described(LoadTask task) {
        try (WarehouseConnection connection = warehouse.connect()) {
            return pass.describe(task, CopyBinding.of(connection, task.command()));
        }
    }

    /** @param told whether the failure is the last word on the load */
    private void rollBack(
            WarehouseConnection connection, LoadTask task, LoadRecord load, LoadFailure failure, boolean told) {
        try {
            connection.rollback();
            if (told) {
                recordFailure(task, load, failure);
            }
        } finally {
            failure.rejected().close();
        }
    }

    private void recordFailure(LoadTask task, LoadRecord load, LoadFailure failure) {
        if (failure.reason().code().blame() == Blame.BUG) {
            log.error("a load failed by a defect query={}", task.id(), failure.reason());
        }
        try {
            ledger.write(connection -> {
                recordErrors(connection, load, failure.rejected());
                ledger.recordAborted(connection, load, task.objects(), failure.errors());
            });
        } catch (ForebayException e) {
            log.warn("the errors of a failed load could not be recorded query={}", task.id(), e);
        }
    }

    /** The objects as they are now; those that are gone or being written are left out, for a scan to find. */
    List<StoredObject> finished(List<StoredObject> objects, BooleanSupplier stopped) {
        return described(objects, stopped).stream()
                .filter(object -> !stores.of(object.uri()).unfinished(object))
                .toList();
    }

    private List<StoredObject> described(List<StoredObject> objects, BooleanSupplier stopped) {
        List<StoredObject> now = new ArrayList<>(objects.size());
        for (StoredObject object : objects) {
            described(object, stopped).ifPresent(now::add);
        }
        return now;
    }

    private Optional<StoredObject> described(StoredObject object, BooleanSupplier stopped) {
        Backoff backoff = new Backoff(ATTEMPTS_AT_ONE, stopped);
        while (true) {
            try {
                return stores.of(object.uri()).find(object.uri());
            } catch (ForebayException e) {
                if (!backoff.again(e)) {
                    throw e;
                }
            }
        }
    }

    private List<StoredObject> describedAgain(LoadTask task) {
        List<StoredObject> now = described(task.objects(), task.stopped());
        if (now.size() < task.objects().size()) {
            throw new ForebayException(StoreError.OBJECT_NOT_FOUND, "files were removed while COPY ran");
        }
        return now;
    }
}
