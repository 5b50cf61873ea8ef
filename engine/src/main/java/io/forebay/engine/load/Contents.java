package io.forebay.engine.load;

import io.forebay.engine.ledger.FileContent;
import io.forebay.engine.ledger.FileRepair;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobContents;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.sql.JobOptions.OnChange;
import io.forebay.engine.sql.JobOptions.OnDuplicate;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ON DUPLICATE CONTENT in one batch: tells the files whose stored bytes the job has loaded under another name. Each file
 * is read once for that before the batch is loaded, so that it does not matter in which ranges and in how many attempts
 * its format reads it; both readings are of the same ETag. Without the option nothing is read. Used by one thread.
 */
final class Contents {
    private final JobContents ledger;
    private final JobFiles files;
    private final ContentHashes hashes;
    private Map<ObjectUri, ObjectUri> holders = Map.of();

    Contents(Stores stores, JobContents ledger, JobFiles files) {
        this.ledger = ledger;
        this.files = files;
        this.hashes = new ContentHashes(stores);
    }

    /**
     * @param first to be loaded now
     * @param later of the same content as one of them: what they are is known when those are loaded
     * @param duplicates with the file that brought their content
     * @param unread what the store did not give
     */
    record Sorted(
            List<StoredObject> first,
            List<StoredObject> later,
            Map<StoredObject, ObjectUri> duplicates,
            Map<StoredObject, ForebayException> unread) {}

    /** @throws ForebayException CANCELLED; a trouble that is not a file's */
    Sorted sort(LoadTask task) {
        JobLoad job = task.jobOf();
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        if (job.options().onDuplicate() == OnDuplicate.LOAD) {
            sorted.first.addAll(task.objects());
            return sorted;
        }
        List<StoredObject> read = hashes.read(task.objects(), task.stopped(), sorted.unread);
        holders = ledger.holders(job.id(), read.stream().map(hashes::of).toList());
        Set<List<Long>> seen = new HashSet<>();
        for (StoredObject object : read) {
            FileContent content = hashes.of(object);
            ObjectUri holder = holders.getOrDefault(object.uri(), object.uri());
            if (!holder.equals(object.uri())) {
                sorted.duplicates.put(object, holder);
            } else if (seen.add(List.of(content.high(), content.low()))) {
                sorted.first.add(object);
            } else {
                sorted.later.add(object);
            }
        }
        return sorted;
    }

    /** Why a file is not loaded. */
    static ForebayException reason(ObjectUri holder) {
        return new ForebayException(CommonError.WRONG_STATE, sameAs(holder) + ", which the job has loaded");
    }

    private static String sameAs(ObjectUri holder) {
        return "the same bytes as '" + holder + "'";
    }

    /** The job is done with these files, which are not loaded, in one transaction. */
    void skip(LoadTask task, Map<StoredObject, ObjectUri> duplicates) {
        JobLoad job = task.jobOf();
        List<FileRepair.Change> changes = new ArrayList<>();
        duplicates.forEach(
                (object, holder) -> changes.add(new FileRepair.Change(object, 0, FileState.DUPLICATE, sameAs(holder))));
        FileRepair repair = new FileRepair("DUPLICATE", 0, changes);
        files.repair(job.lease(), repair.action(), connection -> {
            ledger.skip(
                    connection,
                    job.id(),
                    duplicates.keySet().stream().map(hashes::of).toList());
            return repair;
        });
    }

    /** Keeps what the files hold that are loaded when the transaction commits; what is replaced is let go. */
    void record(WarehouseConnection connection, LoadTask task, Changed changed) {
        JobLoad job = task.jobOf();
        boolean replaces = job.options().onChange() == OnChange.REPLACE;
        if (replaces) {
            ledger.replace(connection, job.id(), changed.known());
        }
        if (job.options().onDuplicate() != OnDuplicate.LOAD) {
            Set<ObjectUri> gone = replaces ? changed.known() : Set.of();
            List<FileContent> contents = task.objects().stream()
                    .filter(object -> gone.contains(object.uri()) || !holders.containsKey(object.uri()))
                    .map(hashes::of)
                    .toList();
            ledger.record(connection, job.id(), contents, task.id());
        }
    }
}
