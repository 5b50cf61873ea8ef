package io.forebay.engine.load;

import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.Commit;
import io.forebay.engine.ledger.FileRepair;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.load.Pass.LoadFailure;
import io.forebay.engine.reject.RejectedStore;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at what a manifest names: in one transaction the rows of all its files, their rows in the ledger and the
 * manifest's own, or nothing. To the job the manifest is the file: an attempt tells of it alone.
 */
final class ManifestLoad {
    private static final Logger log = LoggerFactory.getLogger(ManifestLoad.class);
    /** Files that are named in one line of a job's history. */
    private static final int TOLD = 3;

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Pass pass;
    private final Changes changes;
    private final JobFiles jobFiles;

    ManifestLoad(Warehouse warehouse, Ledger ledger, Pass pass, Changes changes, JobFiles jobFiles) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.pass = pass;
        this.changes = changes;
        this.jobFiles = jobFiles;
    }

    /** @param task of one manifest */
    Attempt once(LoadTask task, Naming naming) {
        StoredObject manifest = task.objects().get(0);
        Named named;
        try {
            named = naming.ask(manifest, task.stopped());
        } catch (ForebayException e) {
            if (Fault.of(e) == Fault.OF_THE_LOAD) {
                throw e;
            }
            return unread(task, manifest, e);
        }
        if (named.awaited() != null) {
            return left(
                    manifest, new ForebayException(StoreError.OBJECT_NOT_FOUND, named.awaited() + " " + named.why()));
        }
        return load(task, named);
    }

    private static Attempt left(StoredObject manifest, ForebayException reason) {
        Attempt left = Attempt.failed(Map.of(manifest, reason));
        left.rejected().close();
        return left;
    }

    /** The manifest cannot be read, is none, or names what it must not. */
    private Attempt unread(LoadTask task, StoredObject manifest, ForebayException reason) {
        if (!gone(task.jobOf(), manifest, reason)) {
            return left(manifest, reason);
        }
        LoadRecord load;
        try (WarehouseConnection connection = warehouse.connect()) {
            load = described(task, CopyBinding.of(connection, task.command()), manifest);
        }
        try (RejectedStore rejected = RejectedStore.of(List.of(WholeFile.told(manifest.uri(), reason)))) {
            fail(task.jobOf(), load, manifest, List.of(manifest), rejected);
        }
        return left(manifest, reason).with(Set.of(manifest));
    }

    /** Whether the manifest fails for good: what may pass is tried again, until patience ends. */
    private static boolean gone(JobLoad job, StoredObject manifest, ForebayException reason) {
        Fault fault = Fault.of(reason);
        return fault == Fault.BAD || (fault == Fault.PASSING && job.patience().gone(manifest));
    }

    private LoadRecord described(LoadTask task, CopyBinding binding, StoredObject manifest) {
        LoadRecord load = pass.describe(task, binding);
        return new LoadRecord(
                load.id(),
                load.jobId(),
                load.owner(),
                load.table(),
                manifest.uri().toString(),
                load.format(),
                load.started());
    }

    private Attempt load(LoadTask task, Named named) {
        LoadTask ofFiles = task.with(task.id(), named.files());
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            CopyBinding binding = MoreColumns.bind(connection, ofFiles);
            LoadRecord load = described(ofFiles, binding, named.manifest());
            try (Transforms.Call call =
                    named.files().isEmpty() ? null : pass.transforms().ready(connection, ofFiles)) {
                Attempt attempt = read(connection, ofFiles, binding, load);
                try {
                    pass.context().steps().reached(LoadStep.ROWS_LOADED);
                    if (!attempt.failed().isEmpty()) {
                        connection.rollback();
                        return failed(task, load, named, attempt);
                    }
                    MoreColumns.throwIf(attempt.newColumns(), binding);
                    commit(connection, ofFiles, load, named, attempt, call);
                    return attempt;
                } finally {
                    attempt.rejected().close();
                }
            }
        }
    }

    private Attempt read(WarehouseConnection connection, LoadTask task, CopyBinding binding, LoadRecord load) {
        if (task.objects().isEmpty()) {
            return new Attempt(0, 0, List.of(), Map.of(), Set.of(), RejectedStore.of(List.of()), List.of());
        }
        try {
            return pass.run(connection, task, binding, load, ErrorRule.of(task));
        } catch (LoadFailure e) {
            throw e.rolledBack(connection);
        }
    }

    private void commit(
            WarehouseConnection connection,
            LoadTask task,
            LoadRecord load,
            Named named,
            Attempt attempt,
            Transforms.@Nullable Call call) {
        try {
            LoadErrors.record(connection, ledger, load, attempt.rejected());
            ledger.recordLoad(connection, load, attempt.files(), attempt.rows());
            Changed none = Changed.of(changes, jobFiles, task);
            KeptRejects.keep(connection, ledger.ids(), task, load, attempt, none);
            jobFiles.forget(connection, task.jobId(), named.again().keySet());
            note(connection, task.jobId(), named);
            List<StoredObject> done = new ArrayList<>(named.files());
            done.add(named.manifest());
            ledger.recordJobFiles(connection, task.jobId(), done, FileState.INGESTED, task.id());
            pass.transforms().run(call, task, load, attempt.rows(), attempt.errors());
            task.jobOf().lease().check(connection);
            pass.context().steps().reached(LoadStep.BEFORE_COMMIT);
            Commit.settle(connection, () -> ledger.committed(task.id()), "load " + task.id());
            pass.context().steps().reached(LoadStep.AFTER_COMMIT);
        } catch (ForebayException e) {
            if (e.is(CommonError.UNIQUE_VIOLATION) && !(e.code() instanceof OfTransform)) {
                throw new ForebayException(
                        CommonError.CONFLICT,
                        "what manifest '" + named.manifest().uri() + "' names was loaded meanwhile by another load",
                        e);
            }
            throw e;
        }
    }

    /** What the history tells beside that the manifest was loaded. */
    private void note(WarehouseConnection connection, long jobId, Named named) {
        if (!named.done().isEmpty() || !named.absent().isEmpty()) {
            jobFiles.note(
                    connection,
                    jobId,
                    FileRepair.of("LEFT OUT", 0, new FileRepair.Change(named.manifest(), 0, null, leftOut(named))));
        }
        if (!named.again().isEmpty()) {
            List<FileRepair.Change> again = new ArrayList<>();
            named.again()
                    .forEach((object, known) -> again.add(new FileRepair.Change(
                            object,
                            known.queryId(),
                            null,
                            (known.state() == FileState.BEFORE ? "was there before the job" : "had failed")
                                    + "; manifest '" + named.manifest().uri() + "' names it")));
            jobFiles.note(connection, jobId, new FileRepair("NAMED", 0, again));
        }
    }

    private static String leftOut(Named named) {
        List<String> told = new ArrayList<>();
        if (!named.done().isEmpty()) {
            told.add(named.done().size() + " file(s) that the job is done with: "
                    + some(named.done().stream().map(ManifestLoad::known).toList()));
        }
        if (!named.absent().isEmpty()) {
            told.add(named.absent().size() + " file(s) that are not there: "
                    + some(named.absent().stream().map(ObjectUri::toString).toList()));
        }
        return String.join("; ", told);
    }

    private static String known(JobFile file) {
        return file.object().uri()
                + switch (file.state()) {
                    case SKIPPED -> " (skipped)";
                    case DUPLICATE -> " (its content was there)";
                    default -> file.queryId() == 0 ? " (imported)" : " (load " + file.queryId() + ")";
                };
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), TOLD))) + (names.size() > TOLD ? " …" : "");
    }

    /** Files could not be read: the manifest as a whole is loaded later, or fails. */
    private Attempt failed(LoadTask task, LoadRecord load, Named named, Attempt attempt) {
        StoredObject manifest = named.manifest();
        ForebayException reason = worst(attempt.failed());
        Attempt told = Attempt.failed(Map.of(manifest, reason));
        told.rejected().close();
        if (!gone(task.jobOf(), manifest, reason)) {
            return told;
        }
        Set<ObjectUri> shown = new HashSet<>();
        attempt.failed().keySet().forEach(file -> shown.add(file.uri()));
        shown.add(manifest.uri());
        RejectedStore rejected = attempt.rejected();
        rejected.add(WholeFile.told(manifest.uri(), reason), null);
        fail(task.jobOf(), load, manifest, named.files(), rejected, shown);
        return told.with(Set.of(manifest));
    }

    /** A bad file decides; one that is refused keeps the manifest longer than one that may be there in a moment. */
    private static ForebayException worst(Map<StoredObject, ForebayException> failed) {
        for (Fault fault : List.of(Fault.BAD, Fault.REFUSED)) {
            for (Map.Entry<StoredObject, ForebayException> each : failed.entrySet()) {
                if (Fault.of(each.getValue()) == fault) {
                    return of(each.getKey(), each.getValue());
                }
            }
        }
        Map.Entry<StoredObject, ForebayException> first =
                failed.entrySet().iterator().next();
        return of(first.getKey(), first.getValue());
    }

    /** One that is gone since it was looked for has changed: whether the manifest can do without is asked again. */
    private static ForebayException of(StoredObject file, ForebayException reason) {
        return new ForebayException(
                Fault.of(reason) == Fault.GONE ? StoreError.OBJECT_CHANGED : reason.code(),
                "file '" + file.uri() + "': " + reason.getMessage(),
                reason);
    }

    private void fail(
            JobLoad job, LoadRecord load, StoredObject manifest, List<StoredObject> files, RejectedStore rejected) {
        fail(job, load, manifest, files, rejected, Set.of(manifest.uri()));
    }

    /** @param shown the files whose rejected rows are told */
    private void fail(
            JobLoad job,
            LoadRecord load,
            StoredObject manifest,
            List<StoredObject> files,
            RejectedStore rejected,
            Set<ObjectUri> shown) {
        long errors = rejected.count(shown::contains);
        Consumer<WarehouseConnection> work = connection -> {
            LoadErrors.record(connection, ledger, load, rejected, shown::contains);
            ledger.recordAborted(connection, load, files, errors);
            ledger.recordJobFiles(connection, load.jobId(), List.of(manifest), FileState.FAILED, load.id());
            job.lease().check(connection);
        };
        ledger.write(work, () -> ledger.aborted(load.id()), "the failed manifest of load " + load.id());
        log.warn(
                "a manifest failed job={} query={} manifest={} errors={}",
                load.jobId(),
                load.id(),
                manifest.uri(),
                errors);
    }
}
