package io.forebay.engine.job;

import io.forebay.engine.access.LoadRights;
import io.forebay.engine.discover.Inquiry;
import io.forebay.engine.discover.Scan;
import io.forebay.engine.discover.ScanReport;
import io.forebay.engine.discover.ScanRoom;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Lease;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.ledger.OwedFiles;
import io.forebay.engine.load.JobLoad;
import io.forebay.engine.load.LoadResult;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.LoadTask;
import io.forebay.engine.load.Loader;
import io.forebay.engine.load.Marks;
import io.forebay.engine.load.Naming;
import io.forebay.engine.load.Patience;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.plan.CopySource;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.Privilege;
import io.forebay.engine.trigger.Manifests;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loads of one job, one after the other. Used by one thread at a time, except {@link #cancel}. */
final class JobLoads {
    private static final Logger log = LoggerFactory.getLogger(JobLoads.class);

    /** What the jobs of one engine share. */
    record Shared(
            Ledger ledger,
            LoadRights rights,
            JobSieve.Asked asked,
            Peers peers,
            OwedFiles owed,
            Loader loader,
            CopySource source,
            RunningLoads running,
            PendingFiles pending,
            LoadTurns turns,
            ScanRoom room,
            JobBoard board,
            JobChannels channels,
            Clock clock,
            LoadStep.Listener steps,
            JobSettings settings) {}

    private final Shared shared;
    private final JobRecord job;
    private final JobText text;
    private final ObjectStore store;
    private final Scan scan;
    private final JobSieve sieve;
    private final Supplier<Marks> marks;
    private final Patience patience;
    private final JobNumbers numbers;
    private final JobPending pending;
    private final @Nullable Manifests manifests;

    /** @param manifests of a job that manifests trigger; else null */
    JobLoads(
            Shared shared,
            JobRecord job,
            JobText text,
            ObjectStore store,
            Scan scan,
            JobSieve sieve,
            Supplier<Marks> marks,
            @Nullable Manifests manifests) {
        this.shared = shared;
        this.job = job;
        this.text = text;
        this.store = store;
        this.scan = scan;
        this.sieve = sieve;
        this.marks = marks;
        this.patience = new Patience(shared.settings.waits().retryFor(), shared.clock);
        this.numbers = shared.board.numbers(job, shared.clock);
        this.manifests = manifests;
        this.pending = new JobPending(shared.pending, job, sieve, store);
    }

    JobNumbers numbers() {
        return numbers;
    }

    /** What the job knows of and has not loaded. */
    JobStatus.Backlog backlog() {
        return pending.backlog(scan.waiting());
    }

    /** The job is off, or another server's: nothing waits for it here, and nothing troubles it. */
    void rest() {
        pending.forget();
        numbers.well();
        if (manifests != null) {
            manifests.forget();
        }
    }

    /** What the manifest waits for that has waited longest; empty when none waits. */
    Optional<String> waitsFor() {
        return manifests == null ? Optional.empty() : manifests.told();
    }

    /** How long until a manifest that waits is due to be looked at; empty when none waits. */
    Optional<Duration> lookAgain() {
        return manifests == null ? Optional.empty() : manifests.next();
    }

    /** The manifests that wait and are due. */
    List<StoredObject> dueAgain() {
        return manifests == null ? List.of() : manifests.due();
    }

    /** Nothing that waits waits any longer to be looked at. */
    void lookAtAll() {
        if (manifests != null) {
            manifests.hurry();
        }
    }

    /** What a manifest waits for; empty when it waits for nothing. */
    Optional<String> waitsFor(ObjectUri manifest) {
        return manifests == null ? Optional.empty() : manifests.waitsFor(manifest);
    }

    /** What a scan and its loads came to. */
    static final class Totals {
        long rows;
        long rejected;
        long files;
        /** Objects that the job is done with: a manifest is one, whatever it names. */
        long done;

        int unfinished;
        /** Whether something that was found is neither loaded nor failed, nor why it is not. */
        boolean open;

        long failed;
        /** What listing and comparing took. */
        Duration scanned = Duration.ZERO;
        /** Why a file is left for the next time: the job's trouble, told when the others are loaded. */
        @Nullable
        ForebayException left;

        private void add(LoadResult result) {
            rows += result.rows();
            rejected += result.rejected();
            files += result.files();
            done += result.loaded().size() + result.failed() + result.skipped();
            failed += result.failed();
            left = result.left() == null ? left : result.left();
        }

        /** Some are left out that the store refuses. */
        private void leave(@Nullable ForebayException refused) {
            left = left == null ? refused : left;
        }

        private void throwIfLeft() {
            if (left != null) {
                throw left;
            }
        }
    }

    /**
     * Lists the prefix and loads what is new.
     *
     * @param whole whether to list from the first key also when that is not due
     */
    Totals scan(Lease lease, boolean whole, BooleanSupplier stopped) {
        numbers.at(JobStatus.State.SCANNING);
        Totals totals = new Totals();
        pending.begin();
        if (manifests != null) {
            manifests.begin();
        }
        ScanReport report = scan.look(whole, stopped, found -> {
            boolean done = true;
            for (List<StoredObject> piece : sieve.pieces(found)) {
                done &= settle(lease, piece, totals, stopped);
                numbers.at(JobStatus.State.SCANNING);
            }
            return done;
        });
        pending.end(report.after());
        if (manifests != null) {
            manifests.end();
        }
        numbers.scanned(report);
        totals.leave(report.refused());
        totals.unfinished = report.unfinished();
        totals.scanned = report.took();
        totals.throwIfLeft();
        return totals;
    }

    /** @return whether the job is done with all of the piece */
    private boolean settle(Lease lease, List<StoredObject> piece, Totals totals, BooleanSupplier stopped) {
        Inquiry inquiry = new Inquiry(store, stopped);
        List<StoredObject> wanted = sieve.settle(lease, piece, inquiry);
        inquiry.refused().ifPresent(totals::leave);
        boolean done = wanted.isEmpty() || load(lease, new Found(wanted, shared.clock.instant()), totals, stopped);
        return done && inquiry.refusals() == 0;
    }

    /** Loads those of the objects that the ledger does not know. @param since when the first of them was told */
    Totals loadNew(Lease lease, List<StoredObject> objects, Instant since, BooleanSupplier stopped) {
        Totals totals = new Totals();
        Inquiry inquiry = new Inquiry(store, stopped);
        List<StoredObject> wanted = sieve.toLoad(lease, objects, inquiry);
        List<StoredObject> unseen = wanted.stream().filter(inquiry::whole).toList();
        totals.unfinished = wanted.size() - unseen.size();
        if (manifests != null) {
            manifests.only(objects, unseen);
        }
        inquiry.refused().ifPresent(totals::leave);
        if (!unseen.isEmpty()) {
            load(lease, new Found(unseen, since), totals, stopped);
        }
        totals.throwIfLeft();
        return totals;
    }

    /** Those of the objects that the job is not done with, for all that the ledger tells. */
    List<StoredObject> unsettled(List<StoredObject> objects) {
        return sieve.unsettled(objects);
    }

    /** @param seen when this server saw them */
    private record Found(List<StoredObject> objects, Instant seen) {}

    /** @return whether the job is done with all of them */
    private boolean load(Lease lease, Found found, Totals totals, BooleanSupplier stopped) {
        shared.steps.reached(LoadStep.LISTED);
        List<StoredObject> objects = found.objects;
        pending.add(objects, found.seen);
        long before = totals.done;
        for (List<StoredObject> part : List.of(patience.without(objects), patience.only(objects))) {
            if (manifests != null) {
                loadNamed(lease, new Found(part, found.seen), totals, stopped);
                continue;
            }
            for (List<StoredObject> batch : shared.settings.batch().cut(part)) {
                loadBatch(lease, new Found(batch, found.seen), null, totals, stopped);
            }
        }
        boolean done = totals.done - before == objects.size();
        totals.open |= !done;
        return done;
    }

    /** Each manifest is a batch of its own; one that waits holds none of the others back. */
    private void loadNamed(Lease lease, Found found, Totals totals, BooleanSupplier stopped) {
        Manifests named = Objects.requireNonNull(manifests);
        for (StoredObject manifest : named.due(found.objects)) {
            named.ask(manifest, stopped)
                    .ifPresent(naming ->
                            loadBatch(lease, new Found(List.of(manifest), found.seen), naming, totals, stopped));
        }
    }

    /** @param naming tells what the manifest of the batch names; null for a batch of files */
    private void loadBatch(Lease lease, Found found, @Nullable Naming naming, Totals totals, BooleanSupplier stopped) {
        List<StoredObject> batch = found.objects;
        try (LoadTurns.Turn turn = shared.turns.take(job.table(), batch, stopped)) {
            shared.rights.require(job, needs());
            numbers.at(JobStatus.State.LOADING);
            long query = shared.ledger.ids().next();
            LoadRecord.Owner owner = new LoadRecord.Owner(shared.ledger.ids().next(), 0, job.ownerId(), job.database());
            CopyCommand described = shared.source.withPaths(text.command());
            JobLoad of = new JobLoad(
                    job.id(), lease, text.options(), patience, naming, wait -> turn.during(wait, stopped), marks);
            long started = System.nanoTime();
            LoadTask task = new LoadTask(query, of, owner, described, batch, stopped);
            shared.loader.loadJob(task, result -> {
                totals.add(result);
                tell(query, result, found.seen, (System.nanoTime() - started) / 1_000_000);
                pending.tried(batch, result);
            });
        }
        shared.steps.reached(LoadStep.BEFORE_REPLY);
    }

    /** What its owner must be allowed to do with the table. */
    private List<Privilege> needs() {
        List<Privilege> needs = new ArrayList<>(List.of(Privilege.INSERT));
        if (text.options().onChange() == JobOptions.OnChange.REPLACE) {
            needs.add(Privilege.DELETE);
        }
        if (text.command().load().newColumns() == ExtraFields.Policy.ADD) {
            needs.add(Privilege.ALTER);
        }
        return needs;
    }

    private void tell(long query, LoadResult result, Instant seen, long millis) {
        numbers.loaded(result, object -> pending.since(object, seen));
        if (!result.loaded().isEmpty() || result.failed() > 0) {
            log.info(
                    "loaded job={} query={} files={} failed={} rows={} bytes={} millis={}",
                    job.name(),
                    query,
                    result.files(),
                    result.failed(),
                    result.rows(),
                    result.bytes(),
                    millis);
        }
    }

    /** Ends the load that runs, if one does; from any thread. */
    void cancel() {
        shared.running.cancelJob(job.id());
    }
}
