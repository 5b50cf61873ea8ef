package io.forebay.engine.load;

import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.FileRepair;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.sql.JobOptions.OnChange;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of one batch that the job knows already by another ETag: with ON CHANGE RELOAD or REPLACE their new version
 * takes the place of the old one in the ledger, and with REPLACE in the table too, all in the load's own transaction.
 */
final class Changed {
    private final JobFiles files;
    private final JobLoad job;
    private final Map<StoredObject, JobFile> before;
    /** Those of them that somebody has let load whatever is in the table. */
    private final Set<StoredObject> again;

    private Map<ObjectUri, OldRows.Count> replaced = Map.of();

    private Changed(JobFiles files, JobLoad job, Map<StoredObject, JobFile> before, Set<StoredObject> again) {
        this.files = files;
        this.job = job;
        this.before = before;
        this.again = again;
    }

    /**
     * Looks them up; nothing but the job's own loads changes what is found.
     *
     * @throws ForebayException CONFLICT when one of them is not another than the job knows: look again, load the rest
     */
    static Changed of(Changes changes, JobFiles files, LoadTask task) {
        JobLoad job = task.jobOf();
        if (!reloads(job)) {
            return new Changed(files, job, Map.of(), Set.of());
        }
        Map<StoredObject, JobFile> known = changes.known(job.id(), task.objects());
        known.forEach((object, before) -> {
            if (before.state() == FileState.SKIPPED || before.object().etag().equals(object.etag())) {
                throw new ForebayException(
                        CommonError.CONFLICT, "the job is done with '" + object.uri() + "' meanwhile");
            }
        });
        Map<StoredObject, JobFile> before = new LinkedHashMap<>(known);
        Map<StoredObject, JobFile> again = Map.of();
        if (job.options().onChange() == OnChange.REPLACE) {
            // A file that failed and is retried may have rows of the version before that.
            again = changes.repaired(job.id(), task.objects());
            before.putAll(again);
        }
        return new Changed(files, job, before, again.keySet());
    }

    static boolean reloads(JobLoad job) {
        OnChange policy = job.options().onChange();
        return policy == OnChange.RELOAD || policy == OnChange.REPLACE;
    }

    /**
     * With REPLACE, takes the rows of the old versions out of the table.
     *
     * @return files whose rows cannot be told from others; when there are any, nothing was done
     */
    Map<StoredObject, ForebayException> takeOut(WarehouseConnection connection, CopyBinding binding) {
        if (job.options().onChange() != OnChange.REPLACE || before.isEmpty()) {
            return Map.of();
        }
        OldRows old = OldRows.ofJobOrImported(connection, binding, job.id());
        replaced = old.count(before.values(), job.marks());
        Map<StoredObject, ForebayException> lost = new LinkedHashMap<>();
        before.forEach((object, known) -> {
            OldRows.Count rows = replaced.getOrDefault(object.uri(), OldRows.Count.NONE);
            boolean imported = known.state() == FileState.INGESTED && known.queryId() == 0;
            boolean none = rows.found() == 0 && (imported || rows.brought() > 0);
            if ((none || rows.hidden()) && !again.contains(object)) {
                lost.put(object, unmarked(rows));
            }
        });
        if (lost.isEmpty()) {
            old.delete();
        }
        return lost;
    }

    private static ForebayException unmarked(OldRows.Count rows) {
        String found = rows.brought() == 0
                ? "no old row is found"
                : (rows.found() == 0 ? "none" : "only " + rows.found()) + " of the " + rows.brought()
                        + " old row(s) can be found";
        return new ForebayException(
                CommonError.WRONG_STATE, found + ": loaded without this LINEAGE or elsewhere, or deleted");
    }

    /** The files that the job knows by another ETag, and with REPLACE those that were repaired. */
    Set<ObjectUri> known() {
        return before.keySet().stream().map(StoredObject::uri).collect(Collectors.toSet());
    }

    /** The files whose old rows are out of the table. */
    Set<ObjectUri> replaced() {
        return replaced.keySet();
    }

    /** Puts the new versions in the place of the old ones in the ledger. */
    void record(WarehouseConnection connection, Collection<StoredObject> objects) {
        forget(connection, objects);
        List<FileRepair.Change> changes = new ArrayList<>();
        for (StoredObject object : objects) {
            JobFile known = before.get(object);
            if (known != null) {
                OldRows.Count rows = replaced.get(object.uri());
                changes.add(new FileRepair.Change(
                        object,
                        known.queryId(),
                        null,
                        "was ETag " + known.object().etag()
                                + (rows == null ? "" : ", " + rows.found() + " row(s) taken out")));
            }
        }
        if (!changes.isEmpty()) {
            files.note(
                    connection,
                    job.id(),
                    new FileRepair(job.options().onChange().name(), 0, changes));
        }
    }

    /** Makes room for what becomes of these objects now. */
    void forget(WarehouseConnection connection, Collection<StoredObject> objects) {
        List<StoredObject> known = objects.stream().filter(before::containsKey).toList();
        if (!known.isEmpty()) {
            files.forget(connection, job.id(), known);
        }
    }
}
