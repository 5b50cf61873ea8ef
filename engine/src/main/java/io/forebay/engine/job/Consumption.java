package io.forebay.engine.job;

import io.forebay.engine.ledger.ConsumedFile.Outcome;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Lease;
import io.forebay.engine.ledger.OwedFile;
import io.forebay.engine.ledger.OwedFiles.Settled;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.Stores;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoreOutcome;
import io.forebay.spi.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Takes one object that a job has loaded out of the store. May be done again at any time, also by another server: what an
 * attempt before has done is found, and counts. Thread-safe.
 */
final class Consumption {
    private final JobRecord job;
    private final Stores stores;
    private final LoadStep.Listener steps;
    private final FreshLease fresh;

    /** @param fresh is asked before anything is done in the store */
    Consumption(JobRecord job, Stores stores, LoadStep.Listener steps, FreshLease fresh) {
        this.job = job;
        this.stores = stores;
        this.steps = steps;
        this.fresh = fresh;
    }

    /** The lease is about to be checked, for the files that come then. */
    void checking(Lease lease) {
        fresh.checking(lease);
    }

    /**
     * @return what to record of it
     * @throws ForebayException when it may go well another time, or LEASE_LOST
     */
    Consumer<Settled> of(OwedFile file) {
        steps.reached(LoadStep.OWED);
        Consumer<Settled> result;
        try {
            result = file.findTarget()
                    .map(target -> move(file, ObjectUri.parse(target)))
                    .orElseGet(() -> delete(file));
        } catch (ForebayException e) {
            if (!lasting(e)) {
                throw e;
            }
            return settled -> settled.refused(file, e.getMessage() + next(file));
        }
        steps.reached(LoadStep.CONSUMED);
        return result;
    }

    private Consumer<Settled> delete(OwedFile file) {
        fresh.confirm();
        return switch (stores.of(file.object().uri()).deleteIfMatch(file.object())) {
            case DONE -> settled -> settled.done(file, Outcome.DELETED);
            case GONE -> settled -> settled.done(file, Outcome.GONE);
            case CHANGED, TAKEN -> settled -> settled.left(file, overwritten(file, "stays"));
        };
    }

    private Consumer<Settled> move(OwedFile file, ObjectUri target) {
        ObjectStore store = stores.of(file.object().uri());
        if (stores.of(target) != store) {
            return settled -> settled.refused(
                    file, "stays: '" + target + "' is in another store since that was set up" + next(file));
        }
        if (underSource(store, target)) {
            return settled -> settled.left(
                    file,
                    "stays: '" + target + "' lies under the job's source since that was altered, and would be loaded");
        }
        fresh.confirm();
        StoreOutcome copied = store.copyIfAbsent(file.object(), target, mark(file));
        return switch (copied) {
            case DONE -> moved(store, file, target);
            case GONE -> settled -> settled.done(file, Outcome.GONE);
            case CHANGED -> settled -> settled.left(file, overwritten(file, "stays"));
            case TAKEN ->
                settled -> settled.refused(
                        file, "stays: another object is there already, '" + target + "'; move that away" + next(file));
        };
    }

    private boolean underSource(ObjectStore store, ObjectUri target) {
        ObjectUri source = ObjectUri.parse(job.source());
        return stores.of(source) == store && store.place(target).startsWith(store.place(source));
    }

    private Consumer<Settled> moved(ObjectStore store, OwedFile file, ObjectUri target) {
        steps.reached(LoadStep.COPIED);
        fresh.confirm();
        return switch (store.deleteIfMatch(file.object())) {
            case DONE, GONE -> settled -> settled.done(file, Outcome.MOVED);
            case CHANGED, TAKEN ->
                settled -> settled.left(file, overwritten(file, "stays; what was loaded is at '" + target + "'"));
        };
    }

    private static String overwritten(OwedFile file, String what) {
        return "was overwritten after its load as ETag " + file.object().etag() + ", so it " + what;
    }

    private String next(OwedFile file) {
        return "; COPY JOB RETRY " + job.name() + " FILE '" + file.object().uri() + "' has it " + file.action()
                + " then";
    }

    /** Whether the store will say the same the next time: of most else, such as a permission, that is not known. */
    private static boolean lasting(ForebayException e) {
        return e.is(StoreError.INVALID_KEY) || e.is(CommonError.NOT_SUPPORTED);
    }

    /** Tells the copy of this load's object from all others in any store. */
    private String mark(OwedFile file) {
        StoredObject object = file.object();
        String all = String.join(
                "\n",
                Long.toString(job.id()),
                Long.toString(file.queryId()),
                Long.toString(file.place()),
                Long.toString(object.size()),
                object.etag(),
                object.uri().toString());
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
