package io.forebay.engine.repair;

import io.forebay.engine.job.HeldJob;
import io.forebay.engine.ledger.FileRepair;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.load.CopyBinding;
import io.forebay.engine.load.KeptRejects;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.Marks;
import io.forebay.engine.load.OldRows;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.Lineage;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * COPY JOB REMOVE: the rows of a file go out of the table, and the ledger forgets the file in the same transaction, so
 * that the job finds it as a new one when it is in the store. A file that is skipped stays skipped.
 */
public final class Remove {
    private final Repairs repairs;

    Remove(Repairs repairs) {
        this.repairs = repairs;
    }

    /**
     * @return what to tell the user
     * @throws ForebayException WRONG_STATE when the job has loaded nothing of the file, or does not keep which row is of
     *     which file
     */
    public String file(String name, ObjectUri file, Caller caller) {
        return repairs.jobs().hold(name, caller.cancelled(), held -> {
            Optional<JobFile> known = repairs.files().find(held.job().id(), file);
            checkLoaded(held, file, known);
            checkMarked(held);
            JobFile removed = known.orElseGet(() ->
                    new JobFile(new StoredObject(file, 0, "", Instant.EPOCH), FileState.FAILED, 0, Instant.EPOCH));
            List<JobFile> all = all(held, removed);
            long count = remove(held, all, caller);
            String rows = count + " row(s) of '" + file
                    + (all.size() > 1 ? "' and " + (all.size() - 1) + " file(s) that it names" : "'")
                    + " are taken out of table "
                    + held.text().command().table().name() + ".  ";
            if (removed.state() == FileState.SKIPPED) {
                return rows + "It stays skipped.";
            }
            if (!Repairs.under(held.job(), held.text(), file)) {
                return rows + "The job does not look at it any more: its source is '"
                        + held.job().source() + "'.";
            }
            return rows + repairs.retry().again(held, file);
        });
    }

    /** With a manifest goes what it brought: a file that another manifest has brought since is that one's. */
    private List<JobFile> all(HeldJob held, JobFile removed) {
        if (!Repairs.manifest(held.text(), removed.object().uri()) || removed.state() != FileState.INGESTED) {
            return List.of(removed);
        }
        if (removed.queryId() == 0) {
            throw new ForebayException(
                            CommonError.WRONG_STATE,
                            "which files manifest '" + removed.object().uri()
                                    + "' brought is not known: it comes from an imported ledger")
                    .withHint("Remove the files that it names one by one, or load them by another manifest.");
        }
        return repairs.files()
                .ofLoad(
                        held.job().id(),
                        removed.queryId(),
                        removed.object().uri().scheme());
    }

    private void checkLoaded(HeldJob held, ObjectUri file, Optional<JobFile> known) {
        boolean loaded = known.filter(of -> of.state() == FileState.INGESTED).isPresent();
        if (!loaded && !repairs.files().everLoaded(held.job().id(), file)) {
            Repairs.checkUnder(held.job(), held.text(), file);
            throw new ForebayException(
                            CommonError.WRONG_STATE,
                            "copy job \"" + held.job().name() + "\" has loaded nothing of '" + file + "'")
                    .withHint(
                            "COPY JOB EXPLAIN " + held.job().name() + " FILE " + Repairs.literal(file) + " tells why.");
        }
    }

    private static void checkMarked(HeldJob held) {
        CopyCommand command = held.text().command();
        if (!command.load().lineage().containsKey(Lineage.FILE)) {
            String table = command.table().name();
            throw new ForebayException(
                            CommonError.WRONG_STATE,
                            "copy job \"" + held.job().name() + "\" does not keep which row of table " + table
                                    + " is of which file")
                    .withHint("ALTER TABLE " + table + " ADD COLUMN file varchar(1024), and give the job LINEAGE (FILE"
                            + " file, …) with COPY … JOB ALTER " + held.job().name()
                            + ": what it loads from then on can be removed.");
        }
    }

    private long remove(HeldJob held, List<JobFile> removed, Caller caller) {
        Marks marks = repairs.jobs().marks(held.job());
        long[] count = {0};
        repairs.files().repair(held.lease(), "REMOVE", connection -> {
            count[0] = delete(connection, held, removed, marks, caller);
            List<FileRepair.Change> changes = new ArrayList<>();
            for (JobFile file : removed) {
                repairs.files()
                        .forgetContent(
                                connection, held.job().id(), file.object().uri());
                changes.add(new FileRepair.Change(
                        file.object(),
                        file.queryId(),
                        file.state() == FileState.SKIPPED ? FileState.SKIPPED : null,
                        removed.size() > 1
                                ? "taken out with all that its manifest brought"
                                : count[0] + " row(s) taken out"));
            }
            repairs.tools().steps().reached(LoadStep.BEFORE_COMMIT);
            return new FileRepair("REMOVE", caller.userId(), changes);
        });
        repairs.tools().steps().reached(LoadStep.AFTER_COMMIT);
        return count[0];
    }

    private static long delete(
            WarehouseConnection connection, HeldJob held, List<JobFile> removed, Marks marks, Caller caller) {
        caller.cancelBy().accept(connection::cancel);
        try {
            CopyBinding binding = CopyBinding.of(connection, held.text().command());
            boolean foreign =
                    removed.stream().allMatch(file -> file.state() == FileState.INGESTED && file.queryId() == 0);
            OldRows old = foreign
                    ? OldRows.byName(connection, binding)
                    : OldRows.ofJob(connection, binding, held.job().id());
            Map<ObjectUri, OldRows.Count> counts = old.count(removed, () -> marks);
            for (JobFile file : removed) {
                OldRows.Count rows =
                        Objects.requireNonNull(counts.get(file.object().uri()));
                if (foreign ? rows.found() == 0 : rows.hidden()) {
                    throw unmarked(held, file, rows);
                }
            }
            KeptRejects.forget(
                    connection,
                    held.text().command(),
                    held.job().id(),
                    removed.stream().map(file -> file.object().uri()).toList());
            return old.delete();
        } finally {
            caller.cancelBy().accept(() -> {});
        }
    }

    private static ForebayException unmarked(HeldJob held, JobFile removed, OldRows.Count rows) {
        String found = rows.brought() == 0
                ? "no row"
                : (rows.found() == 0 ? "none" : "only " + rows.found()) + " of the " + rows.brought()
                        + " row(s) that the job has loaded";
        return new ForebayException(
                        CommonError.WRONG_STATE,
                        found + " of '" + removed.object().uri() + "' can be told from others in table "
                                + held.text().command().table().name()
                                + ": loaded before the job had this LINEAGE (FILE …), or into another table")
                .withHint("Delete them with a condition of your own, and load the file with a plain COPY.");
    }
}
