package io.forebay.engine.load;

import io.forebay.engine.ledger.FileRecord;
import io.forebay.engine.reject.RejectedStore;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one pass over the files found; the rows are in the open transaction unless a file failed.
 *
 * @param failed the files that were not read, with the reason
 * @param rejected of all files, also of those that are to be read again; for whoever gets the attempt to close
 * @param forGood those of them that are failed in the ledger
 * @param skipped those of them that the ledger is done with for their content
 * @param later files that this attempt has left to the next
 */
record Attempt(
        long rows,
        long errors,
        List<FileRecord> files,
        Map<StoredObject, ForebayException> failed,
        Set<StoredObject> forGood,
        RejectedStore rejected,
        List<Column> newColumns,
        Set<StoredObject> skipped,
        List<StoredObject> later) {
    Attempt(
            long rows,
            long errors,
            List<FileRecord> files,
            Map<StoredObject, ForebayException> failed,
            Set<StoredObject> forGood,
            RejectedStore rejected,
            List<Column> newColumns) {
        this(rows, errors, files, failed, forGood, rejected, newColumns, Set.of(), List.of());
    }

    /** Nothing was read, because these files cannot be loaded. */
    static Attempt failed(Map<StoredObject, ForebayException> failed) {
        List<RejectedRow> rejected = new ArrayList<>();
        failed.forEach((object, reason) -> {
            if (Fault.of(reason) == Fault.BAD) {
                rejected.add(WholeFile.rejected(object.uri(), reason));
            }
        });
        return new Attempt(0, failed.size(), List.of(), failed, Set.of(), RejectedStore.of(rejected), List.of());
    }

    /** Of the files, as stored. */
    long bytes() {
        return files.stream().mapToLong(file -> file.object().size()).sum();
    }

    Attempt with(Set<StoredObject> failedForGood) {
        return new Attempt(rows, errors, files, failed, failedForGood, rejected, newColumns, skipped, later);
    }

    Attempt over(Map<StoredObject, ForebayException> leftOut) {
        return new Attempt(rows, errors, files, leftOut, forGood, rejected, newColumns, skipped, later);
    }

    Attempt skipping(Set<StoredObject> duplicates) {
        return new Attempt(rows, errors, files, failed, forGood, rejected, newColumns, duplicates, later);
    }

    Attempt leaving(List<StoredObject> objects) {
        return new Attempt(rows, errors, files, failed, forGood, rejected, newColumns, skipped, objects);
    }
}
