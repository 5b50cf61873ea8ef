package io.forebay.engine.repair;

import io.forebay.engine.job.HeldJob;
import io.forebay.engine.ledger.JobEntries;
import io.forebay.engine.load.LoadStep;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;

/** COPY JOB IMPORT: what another ledger knew of a job's files joins what this one knows, in one transaction. */
public final class Import {
    private final Repairs repairs;

    Import(Repairs repairs) {
        this.repairs = repairs;
    }

    /**
     * @return what to tell the user
     * @throws ForebayException INVALID_PARAMETER when the object is no whole ledger of such a job; OBJECT_NOT_FOUND
     */
    public String from(String name, ObjectUri from, Caller caller) {
        return repairs.jobs().hold(name, caller.cancelled(), held -> {
            ObjectStore store = repairs.tools().stores().of(from);
            StoredObject object = store.find(from)
                    .orElseThrow(() ->
                            new ForebayException(StoreError.OBJECT_NOT_FOUND, "there is no object '" + from + "'"));
            JobEntries.Merged merged = repairs.entries()
                    .merge(
                            held.lease(),
                            new JobEntries.Origin(object, caller.userId()),
                            taker -> read(held, store, object, caller, taker),
                            caller.cancelBy(),
                            () -> repairs.tools().steps().reached(LoadStep.BEFORE_COMMIT));
            repairs.tools().steps().reached(LoadStep.AFTER_COMMIT);
            return "Of the files in '" + from + "', " + merged.added() + " are added to those that copy job '" + name
                    + "' is done with, " + merged.raised() + " are raised, " + merged.kept() + " were known.";
        });
    }

    private static void read(
            HeldJob held, ObjectStore store, StoredObject object, Caller caller, JobEntries.Taker taker) {
        ObjectUri source = ObjectUri.parse(held.job().source());
        try (InputStream in = store.open(object)) {
            LedgerReader.read(in, source, caller::throwIfCancelled, taker);
        } catch (IOException e) {
            caller.throwIfCancelled();
            throw new ForebayException(
                    StoreError.STORE_AWAY, "cannot read '" + object.uri() + "': " + e.getMessage(), e);
        }
    }
}
