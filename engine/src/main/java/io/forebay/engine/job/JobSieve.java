package io.forebay.engine.job;

import io.forebay.engine.discover.Inquiry;
import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.FileRepair;
import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.ledger.Lease;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.ListedChanges;
import io.forebay.engine.ledger.ListedObjects;
import io.forebay.engine.sql.JobOptions.OnChange;
import io.forebay.spi.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the objects in the store a job loads: those whose names it does not know, and what is new under a known name
 * as ON CHANGE says. An event may be late and a listing old, so an object that seems to have changed is asked for by its
 * name before that is believed: what is loaded already must not be loaded again.
 */
final class JobSieve {
    /** Objects whose ETags are compared at a time. */
    private static final int COMPARED = 20_000;
    /** Objects that seem to have changed and are asked for before what has changed of them is loaded. */
    private static final int ASKED = 500;

    /** What all jobs' sieves ask. */
    record Asked(Ledger ledger, Changes changes, JobFiles files) {}

    private final Asked asked;
    private final long jobId;
    private final OnChange onChange;

    JobSieve(Asked asked, long jobId, OnChange onChange) {
        this.asked = asked;
        this.jobId = jobId;
        this.onChange = onChange;
    }

    /** An object that is to be loaded. @param before what the job knows under its name; null for nothing */
    record Found(StoredObject object, @Nullable JobFile before) {}

    /** What the job would load, in the order of the objects; nothing is written. @param inquiry asks the job's store */
    List<Found> look(List<StoredObject> objects, Inquiry inquiry) {
        List<Found> found = new ArrayList<>();
        asked.ledger().unseen(jobId, objects).forEach(object -> found.add(new Found(object, null)));
        if (onChange == OnChange.RELOAD || onChange == OnChange.REPLACE) {
            changed(seemChanged(objects), inquiry).forEach((object, before) -> found.add(new Found(object, before)));
        }
        return found;
    }

    /** The places of what the job does not know by name, and with ON CHANGE of what seems to have changed. */
    BitSet places(ListedObjects listed) {
        if (onChange == OnChange.IGNORE) {
            return asked.ledger().unseen(jobId, listed);
        }
        ListedChanges compared = asked.changes().compare(jobId, listed);
        BitSet places = compared.unseen();
        places.or(onChange == OnChange.ERROR ? untold(listed, compared.changed()) : compared.changed());
        return places;
    }

    private BitSet untold(ListedObjects listed, BitSet changed) {
        BitSet untold = new BitSet();
        int[] next = {changed.nextSetBit(0)};
        listed.give(changed, COMPARED, some -> {
            Set<StoredObject> seem = seemChanged(some).keySet();
            for (StoredObject object : some) {
                untold.set(next[0], seem.contains(object));
                next[0] = changed.nextSetBit(next[0] + 1);
            }
        });
        return untold;
    }

    /** Those that are unknown by name, or that with ON CHANGE seem to have changed; the store is not asked. */
    List<StoredObject> unsettled(List<StoredObject> objects) {
        List<StoredObject> open = new ArrayList<>(asked.ledger().unseen(jobId, objects));
        open.addAll(seemChanged(objects).keySet());
        return open;
    }

    private Map<StoredObject, JobFile> seemChanged(List<StoredObject> objects) {
        return switch (onChange) {
            case IGNORE -> Map.of();
            case RELOAD, REPLACE -> asked.changes().changed(jobId, objects);
            case ERROR -> asked.changes().untold(jobId, objects);
        };
    }

    /**
     * What was at the {@link #places} in pieces, each to be {@link #settle settled} and loaded before the next: what
     * seems to have changed has to be asked for one by one, and is not to keep the rest back meanwhile.
     */
    List<List<StoredObject>> pieces(List<StoredObject> found) {
        Set<StoredObject> seem = seemChanged(found).keySet();
        if (seem.isEmpty()) {
            return List.of(found);
        }
        List<List<StoredObject>> pieces = new ArrayList<>();
        List<StoredObject> others =
                found.stream().filter(object -> !seem.contains(object)).toList();
        if (!others.isEmpty()) {
            pieces.add(others);
        }
        List<StoredObject> changed = List.copyOf(seem);
        for (int from = 0; from < changed.size(); from += ASKED) {
            pieces.add(changed.subList(from, Math.min(changed.size(), from + ASKED)));
        }
        return pieces;
    }

    /** Those that the job is not done with as they are; the store is not asked. */
    List<StoredObject> open(List<StoredObject> objects) {
        List<StoredObject> open = new ArrayList<>(asked.ledger().unseen(jobId, objects));
        if (onChange == OnChange.RELOAD || onChange == OnChange.REPLACE) {
            open.addAll(seemChanged(objects).keySet());
        }
        return open;
    }

    /** When a user let those load again that were retried. */
    Map<StoredObject, Instant> retried(List<StoredObject> objects) {
        return asked.changes().retried(jobId, objects);
    }

    /** Those of a piece that are to be loaded, as they are now. */
    List<StoredObject> settle(Lease lease, List<StoredObject> piece, Inquiry inquiry) {
        return onChange == OnChange.IGNORE ? piece : toLoad(lease, piece, inquiry);
    }

    /** What the job is to load; with ON CHANGE ERROR, what has changed is told, once for each ETag. */
    List<StoredObject> toLoad(Lease lease, List<StoredObject> objects, Inquiry inquiry) {
        if (onChange == OnChange.ERROR) {
            tell(lease, changed(seemChanged(objects), inquiry));
        }
        return look(objects, inquiry).stream().map(Found::object).toList();
    }

    /** Those that are others in truth and no more being written, as they are now. */
    private static Map<StoredObject, JobFile> changed(Map<StoredObject, JobFile> seem, Inquiry inquiry) {
        Map<StoredObject, JobFile> changed = new LinkedHashMap<>();
        seem.forEach((listed, known) -> {
            Optional<StoredObject> now = inquiry.find(listed.uri());
            now.filter(object -> !object.etag().equals(known.object().etag()) && inquiry.whole(object))
                    .ifPresent(object -> changed.put(object, known));
        });
        return changed;
    }

    private void tell(Lease lease, Map<StoredObject, JobFile> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<FileRepair.Change> changes = new ArrayList<>();
        changed.forEach((object, known) -> changes.add(new FileRepair.Change(
                object,
                known.queryId(),
                known.state(),
                "was overwritten and stays as it was loaded, as ETag "
                        + known.object().etag() + "; it is ETag " + object.etag() + " now")));
        asked.files().note(lease, new FileRepair("CHANGED", 0, changes));
    }
}
