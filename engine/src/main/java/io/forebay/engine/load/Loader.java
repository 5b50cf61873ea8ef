package io.forebay.engine.load;

import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.Commit;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.load.Pass.LoadFailure;
import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.spi.Blame;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs loads: COPY as a whole or not at all, a job's batch without its bad files. Thread-safe. */
public final class Loader {
    private static final Logger log = LoggerFactory.getLogger(Loader.class);
    private static final int ATTEMPTS = 6;

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Stores stores;
    private final Pass pass;
    private final LoadContext context;
    private final Changes changes;
    private final JobFiles files;
    private final JobAttempts attempts;

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
        this.pass =
                new Pass(stores, formats, running, context, new Transforms(warehouse, running), warehouse.staging());
        this.context = context;
        this.changes = new Changes(warehouse);
        this.files = new JobFiles(warehouse, ledger, context.clock());
        this.attempts = new JobAttempts(warehouse, ledger, stores, pass, changes, files);
    }

    /** Where calls of jobs are run. */
    public Transforms transforms() {
        return pass.transforms();
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
            CopyBinding binding = MoreColumns.bind(connection, task);
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
        Commit.settle(connection, () -> ledger.committed(task.id()), "load " + task.id());
        context.steps().reached(LoadStep.AFTER_COMMIT);
        return result;
    }

    private LoadResult copyOnce(WarehouseConnection connection, LoadTask task, CopyBinding binding, LoadRecord load)
            throws LoadFailure {
        Attempt attempt = pass.run(connection, task, binding, load, ErrorRule.of(task));
        try {
            if (!task.command().load().has(LoadFlag.NOLOAD)) {
                MoreColumns.throwIf(attempt.newColumns(), binding);
            }
            context.steps().reached(LoadStep.ROWS_LOADED);
            if (task.command().load().has(LoadFlag.NOLOAD)) {
                ledger.write(separate -> LoadErrors.record(separate, ledger, load, attempt.rejected()));
            } else {
                LoadErrors.record(connection, ledger, load, attempt.rejected());
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
        new BatchLoad(attempts, ledger, task.jobOf().patience()).run(task, told);
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
                LoadErrors.record(connection, ledger, load, failure.rejected());
                ledger.recordAborted(connection, load, task.objects(), failure.errors());
            });
        } catch (ForebayException e) {
            log.warn("the errors of a failed load could not be recorded query={}", task.id(), e);
        }
    }

    private List<StoredObject> describedAgain(LoadTask task) {
        List<StoredObject> now = stores.findSteady(task.objects(), task.stopped());
        if (now.size() < task.objects().size()) {
            throw new ForebayException(StoreError.OBJECT_NOT_FOUND, "files were removed while COPY ran");
        }
        return now;
    }
}
