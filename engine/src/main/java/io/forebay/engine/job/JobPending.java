package io.forebay.engine.job;

import io.forebay.engine.discover.ScanReport;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.load.LoadResult;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.StoredObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that one job has found and is not done with, and since when. A file waits from its arrival on, as far as the
 * store knows it, or else from when it was seen first; but not before the job was made, or a user let it load again.
 * Used by one thread, except {@link #backlog}.
 */
final class JobPending {
    private static final Logger log = LoggerFactory.getLogger(JobPending.class);

    private final PendingFiles pending;
    private final JobRecord job;
    private final JobSieve sieve;
    private final ObjectStore store;
    /** The listing that runs, or did last. */
    private final AtomicLong round = new AtomicLong();

    JobPending(PendingFiles pending, JobRecord job, JobSieve sieve, ObjectStore store) {
        this.pending = pending;
        this.job = job;
        this.sieve = sieve;
        this.store = store;
    }

    /** A listing begins. */
    void begin() {
        round.incrementAndGet();
    }

    /** A listing has come to its end. @param after the key that it began after */
    void end(String after) {
        pending.listed(job.id(), after, round.get());
    }

    /** These are to be loaded. @param seen when this server saw them */
    void add(List<StoredObject> objects, Instant seen) {
        Map<StoredObject, Instant> retried = retried(objects);
        pending.add(
                job.id(),
                objects,
                object -> latest(
                        store.arrived(object).orElse(seen),
                        latest(job.created(), retried.getOrDefault(object, Instant.MIN))),
                round.get());
    }

    private Map<StoredObject, Instant> retried(List<StoredObject> objects) {
        try {
            return sieve.retried(objects);
        } catch (ForebayException e) {
            log.info("files wait since they came job={} reason={}", job.name(), e.getMessage());
            return Map.of();
        }
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    /** Since when the file waits. */
    Instant since(StoredObject object, Instant otherwise) {
        return pending.find(job.id(), object.uri()).orElse(otherwise);
    }

    /** An attempt to load these has ended, perhaps with an exception. */
    void tried(List<StoredObject> objects, LoadResult result) {
        pending.done(job.id(), result.loaded());
        if (result.loaded().size() == objects.size()) {
            return;
        }
        Set<StoredObject> loaded = new HashSet<>(result.loaded());
        List<StoredObject> rest =
                objects.stream().filter(object -> !loaded.contains(object)).toList();
        List<StoredObject> open = open(rest);
        Set<StoredObject> left = new HashSet<>(open);
        pending.done(
                job.id(), rest.stream().filter(object -> !left.contains(object)).toList());
        pending.left(job.id(), open);
    }

    /** Those that the job is not done with; all when the ledger cannot be asked. */
    private List<StoredObject> open(List<StoredObject> objects) {
        try {
            return sieve.open(objects);
        } catch (ForebayException e) {
            log.info("files count as waiting job={} reason={}", job.name(), e.getMessage());
            return objects;
        }
    }

    /** Nothing waits any more: the job is off, or another server's. */
    void forget() {
        pending.forget(job.id());
    }

    /** @param scanned what the listing that runs has found beside */
    JobStatus.Backlog backlog(ScanReport.Waiting scanned) {
        // What waits from before is among what a listing finds.
        return pending.backlog(job.id(), scanned.files() > 0 ? round.get() : 0).plus(scanned);
    }
}
