package io.forebay.engine.job;

import io.forebay.engine.access.LoadRights;
import io.forebay.engine.discover.Inquiry;
import io.forebay.engine.discover.Scan;
import io.forebay.engine.discover.ScanRoom;
import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.JobDefinition;
import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.ledger.JobLedger;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.JobSignals;
import io.forebay.engine.ledger.Leases;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.ListedObjects;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.ledger.OwedFiles;
import io.forebay.engine.ledger.ServerName;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.JobLoad;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadTask;
import io.forebay.engine.load.Loader;
import io.forebay.engine.load.Marks;
import io.forebay.engine.load.Naming;
import io.forebay.engine.load.Patience;
import io.forebay.engine.load.Replayed;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.CopySource;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.JobOptions.Backfill;
import io.forebay.engine.sql.Lineage;
import io.forebay.engine.trigger.ManifestReader;
import io.forebay.engine.trigger.Manifests;
import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copy jobs of one warehouse. Thread-safe; CREATE, ALTER and DROP take turns. */
public final class Jobs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    private record Entry(JobRecord job, JobText text, ObjectStore store, JobSieve sieve, JobWorker worker) {}

    private final Stores stores;
    private final Formats formats;
    private final JobLedger jobLedger;
    private final JobLoads.Shared shared;
    private final Function<JobDefinition, JobText> parser;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    /** Why jobs could not be taken up, so that it is told once. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    private final Heartbeat heartbeat;
    private volatile boolean closed;
    /** While all jobs are taken up at once. */
    private boolean starting;

    private Jobs(
            JobLedger jobLedger,
            Stores stores,
            Formats formats,
            JobLoads.Shared shared,
            Function<JobDefinition, JobText> parser) {
        this.stores = stores;
        this.formats = formats;
        this.shared = shared;
        this.jobLedger = jobLedger;
        this.parser = parser;
        this.heartbeat = new Heartbeat(shared.peers(), this::refresh, new JobSharing(shared.peers(), this::workers));
    }

    /** @param parser reads the text of a stored job */
    public static Jobs of(
            Warehouse warehouse,
            Ledger ledger,
            Stores stores,
            Formats formats,
            Loading loading,
            Function<JobDefinition, JobText> parser) {
        Leases leases = new Leases(warehouse, ledger, loading.settings().leaseTime(), loading.server(), Host.name());
        JobSignals signals = new JobSignals(warehouse, ledger, loading.context().clock());
        JobFiles files = new JobFiles(warehouse, ledger, loading.context().clock());
        JobLoads.Shared shared = new JobLoads.Shared(
                ledger,
                new LoadRights(warehouse),
                new JobSieve.Asked(ledger, new Changes(warehouse), files),
                new Peers(leases, new JobShare(leases), signals),
                new OwedFiles(warehouse, ledger, files, loading.context().clock()),
                loading.loader(),
                new CopySource(stores),
                loading.running(),
                loading.pending(),
                new LoadTurns(loading.settings().loadsAtOnce()),
                new ScanRoom(),
                loading.board(),
                loading.channels(),
                loading.context().clock(),
                loading.context().steps(),
                loading.settings());
        JobLedger jobLedger = new JobLedger(warehouse, ledger, shared.clock(), leases);
        return new Jobs(jobLedger, stores, formats, shared, parser);
    }

    /** How the jobs load. @param server what this server is called in the ledger, unlike all others */
    public record Loading(
            ServerName server,
            Loader loader,
            RunningLoads running,
            PendingFiles pending,
            JobBoard board,
            JobChannels channels,
            LoadContext context,
            JobSettings settings) {}

    /**
     * A job to be made, or what a job is to be.
     *
     * @param table the COPY's table as its user's session resolves it
     * @param auto null to leave it as it is; a new job is automatic then
     */
    public record Definition(
            String name, CopyCommand command, JobOptions options, TableName table, @Nullable Boolean auto) {}

    /** What JOB ALTER is about to do. @param baseline what lies under the new source and is not to be loaded */
    public record Change(JobRecord before, JobRecord after, ListedObjects baseline) {}

    private List<JobWorker> workers() {
        return entries.values().stream().map(Entry::worker).toList();
    }

    /** Takes up the jobs that the ledger holds. */
    public synchronized void start() {
        heartbeat.start();
        starting = true;
        try {
            refresh();
        } finally {
            starting = false;
        }
        if (!entries.isEmpty()) {
            log.info("took up jobs count={}", entries.size());
        }
    }

    /** Makes the jobs here those that the ledger holds. */
    private synchronized void refresh() {
        if (closed) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (JobRecord job : jobLedger.list()) {
            names.add(job.name());
            Entry entry = entries.get(job.name());
            if (entry != null && !entry.job.equals(job)) {
                entry.worker.retire();
            }
            if (entry == null || !entry.job.equals(job)) {
                takeUp(job);
            }
        }
        for (Entry entry : List.copyOf(entries.values())) {
            if (!names.contains(entry.job.name())) {
                entry.worker.retire();
                entries.remove(entry.job.name());
                shared.board().remove(entry.job.id());
            }
        }
    }

    private void takeUp(JobRecord job) {
        try {
            add(job);
        } catch (ForebayException e) {
            entries.remove(job.name());
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(told.put(job.name(), reason))) {
                log.warn("a job cannot be taken up job={} reason={}", job.name(), reason);
            }
        }
    }

    private JobText text(JobRecord job) {
        return text(job.definition());
    }

    private JobText text(JobDefinition definition) {
        return parser.apply(definition);
    }

    /**
     * What lies under the prefix now and BACKFILL does not ask for: a new job does not load it. Asks the store, so it may
     * take long, and ends with CANCELLED when the thread is interrupted.
     *
     * @throws ForebayException when the name is taken, or the bucket or a reader for the format is missing
     */
    public ListedObjects baseline(Definition definition) {
        checkNew(definition.name());
        formats.of(definition.command().options().layout());
        Watched watched = Watched.of(definition.command().source(), definition.options());
        stores.of(ObjectUri.parse(definition.command().source()));
        ObjectStore store = stores.of(watched.prefix());
        Optional<Backfill> backfill = definition.options().findBackfill();
        MoveCheck.check(stores, definition);
        return Baseline.any(backfill)
                ? Scan.all(
                        store, watched.prefix(), object -> watched.has(object.uri()) && Baseline.has(backfill, object))
                : new ListedObjects(watched.prefix());
    }

    private void checkNew(String name) {
        if (entries.containsKey(name)) {
            throw new ForebayException(CommonError.DUPLICATE_OBJECT, "copy job \"" + name + "\" already exists")
                    .withHint("COPY JOB SHOW " + name + " shows it; COPY JOB DROP " + name + " removes it.");
        }
    }

    /**
     * Makes a job that loads what comes after its {@link #baseline}, which is stored with it as done.
     *
     * @throws ForebayException when the name is taken
     */
    public synchronized JobRecord create(Definition definition, ListedObjects baseline, String database, int owner) {
        String name = definition.name();
        checkNew(name);
        JobRecord job = new JobRecord(
                shared.ledger().ids().next(),
                name,
                database,
                owner,
                stored(definition),
                shared.clock().instant().truncatedTo(ChronoUnit.MICROS),
                definition.auto() == null || definition.auto());
        jobLedger.create(job, baseline);
        add(job);
        log.info("created job={} id={} source={} baseline={}", name, job.id(), job.source(), baseline.size());
        return job;
    }

    private JobDefinition stored(Definition definition) {
        CopyCommand command = definition.command();
        return new JobDefinition(
                shared.ledger().ids().newest(),
                command.authorization().role(),
                definition.table(),
                ObjectUri.parse(command.source()).toString(),
                command.text(),
                definition.options().text());
    }

    /**
     * What it takes to give a job another definition. Asks the store when the source is another, so it may take long, and
     * ends with CANCELLED when the thread is interrupted.
     *
     * @throws ForebayException when there is no such job, or the bucket or a reader for the format is missing
     */
    public Change change(Definition definition) {
        JobRecord before = record(definition.name());
        formats.of(definition.command().options().layout());
        JobRecord after = before.with(stored(definition));
        if (definition.auto() != null) {
            after = after.with(definition.auto());
        }
        stores.of(ObjectUri.parse(after.source()));
        Watched old = Watched.of(before.source(), text(before).options());
        Watched watched = Watched.of(after.source(), definition.options());
        ObjectUri prefix = watched.prefix();
        ObjectStore store = stores.of(prefix);
        MoveCheck.check(stores, definition);
        // A manifest that has not been loaded is no data for a job that takes all files.
        boolean alike = old.pattern() == null || watched.pattern() != null;
        boolean inside = watched.equals(old) || (old.pattern() == null && old.has(prefix));
        ListedObjects there = inside
                ? new ListedObjects(prefix)
                : Scan.all(store, prefix, object -> watched.has(object.uri()) && !(alike && old.has(object.uri())));
        return new Change(before, after, there.only(shared.ledger().unseen(before.id(), there)));
    }

    /**
     * Gives a job another definition: its history stays, a load that runs is rolled back first.
     *
     * @throws ForebayException CONFLICT when somebody else has altered the job since {@link #change}
     */
    public synchronized void redefine(Change change) {
        JobRecord before = change.before();
        if (!record(before.name()).equals(before)) {
            throw JobLedger.altered(before.name());
        }
        Entry entry = entries.get(before.name());
        if (entry != null) {
            entry.worker.retire();
        }
        try {
            jobLedger.redefine(before, change.after(), change.baseline());
        } catch (RuntimeException e) {
            takeUpAgain(before, e);
            throw e;
        }
        takeUp(change.after());
        log.info(
                "redefined job={} source={} baseline={}",
                before.name(),
                change.after().source(),
                change.baseline().size());
    }

    /** After a change that failed: as it was, or as the ledger has it when nobody knows. */
    private void takeUpAgain(JobRecord before, RuntimeException reason) {
        entries.remove(before.name());
        boolean known =
                !(reason instanceof ForebayException failed) || failed.code().effect() == Effect.NOT_APPLIED;
        if (known) {
            takeUp(before);
            return;
        }
        try {
            refresh();
        } catch (ForebayException e) {
            log.warn("a job rests until it is asked for job={} reason={}", before.name(), e.getMessage());
        }
    }

    /** Turns AUTO on or off; the same again changes nothing. */
    public synchronized void alter(String name, boolean auto) {
        Entry entry = load(name);
        if (entry.job.auto() == auto) {
            return;
        }
        JobRecord altered = entry.job.with(auto);
        jobLedger.alter(altered);
        entries.put(name, new Entry(altered, entry.text, entry.store, entry.sieve, entry.worker));
        if (auto) {
            entry.worker.start(false);
        } else {
            entry.worker.stop();
        }
        log.info("altered job={} auto={}", name, auto);
    }

    /** Looks once for new files and loads them; ends early with CANCELLED when asked. */
    public JobRun run(String name, BooleanSupplier cancelled) {
        return load(name).worker.runOnce(cancelled);
    }

    /**
     * Does the part of a user's statement while nothing else works for the job, after what it is doing already.
     *
     * @throws ForebayException CANCELLED; WRONG_STATE when another server has the job and does not let go of it
     */
    public <T> T hold(String name, BooleanSupplier cancelled, Function<HeldJob, T> part) {
        Entry entry = load(name);
        return entry.worker.statement(
                cancelled, lease -> part.apply(new HeldJob(entry.job, entry.text, lease, entry.store)));
    }

    /**
     * Loads what the job has kept of rejected rows and what are rows now, when no other job loads into its table.
     *
     * @param held the job, for as long as this takes
     */
    public Replayed replay(HeldJob held, int userId, BooleanSupplier stopped) {
        JobRecord job = held.job();
        try (LoadTurns.Turn turn = shared.turns().take(job.table(), List.of(), stopped)) {
            JobLoad of = new JobLoad(
                    job.id(),
                    held.lease(),
                    held.text().options(),
                    new Patience(shared.settings().waits().retryFor(), shared.clock()),
                    null,
                    wait -> turn.during(wait, stopped),
                    () -> marks(job));
            LoadRecord.Owner owner =
                    new LoadRecord.Owner(shared.ledger().ids().next(), 0, job.ownerId(), job.database());
            CopyCommand described = shared.source().withPaths(held.text().command());
            long query = shared.ledger().ids().next();
            return shared.loader().replay(new LoadTask(query, of, owner, described, List.of(), stopped), userId);
        }
    }

    /** The job as it is now; nothing waits for it. */
    public JobView view(String name) {
        Entry entry = load(name);
        return new JobView(entry.job, entry.text, entry.store, entry.sieve, entry.worker.activity());
    }

    /** What a manifest waits for, as this server knows it; empty when it waits for nothing. */
    public Optional<String> waitsFor(JobView view, ObjectUri manifest) {
        Entry entry = entries.get(view.job().name());
        return entry == null ? Optional.empty() : entry.worker.waitsFor(manifest);
    }

    /** What the job's manifests name, for statements that only look. */
    public Naming naming(JobView view) {
        return reader(view.job(), view.text());
    }

    private ManifestReader reader(JobRecord job, JobText text) {
        return new ManifestReader(
                stores,
                shared.asked().changes(),
                new ManifestReader.Subject(
                        job.id(),
                        ObjectUri.parse(job.source()),
                        text.options().trigger(),
                        CopySource.columnar(text.command())));
    }

    /** Which of the job's loads have marked their rows as its newest definition does. */
    public Marks marks(JobRecord job) {
        String now = mark(text(job));
        return new Marks(jobLedger.definitions(job.id()).stream()
                .map(each -> new Marks.Epoch(
                        each.since(), mark(text(each.definition())).equals(now)))
                .toList());
    }

    private static String mark(JobText text) {
        Map<Lineage, String> lineage = text.command().load().lineage();
        return (text.command().table() + " " + lineage.get(Lineage.FILE) + " " + lineage.get(Lineage.LOAD_ID))
                .toLowerCase(Locale.ROOT);
    }

    /** What the job would load of listed objects; nothing is written. @param inquiry asks the view's store */
    public List<Found> look(JobView view, List<StoredObject> listed, Inquiry inquiry) {
        return view.sieve().look(listed, inquiry).stream()
                .map(found -> new Found(found.object(), Optional.ofNullable(found.before())))
                .toList();
    }

    /** An object that would be loaded. @param before what the job knows under its name */
    public record Found(StoredObject object, Optional<JobFile> before) {}

    /** How far a file is that the job is not done with. */
    public FileProgress progress(JobView view, ObjectUri file) {
        long jobId = view.job().id();
        RunningLoads.OfJob load = shared.running().findOfJob(jobId, file).orElse(new RunningLoads.OfJob(0, false));
        return new FileProgress(shared.pending().find(jobId, file).orElse(null), load.queryId(), load.has());
    }

    /** The server that works for the job, if it is another one. */
    public Optional<String> elsewhere(JobView view) {
        return shared.peers().leases().shared()
                ? shared.peers().leases().other(view.job().id()).map(Leases.Server::toString)
                : Optional.empty();
    }

    /**
     * Has an automatic job look soon at these objects, whatever its listings come to; at all of its prefix when there are
     * none. A job that is off does not look.
     */
    public void wake(String name, List<StoredObject> objects) {
        Entry entry = entries.get(name);
        if (entry != null && entry.job.auto()) {
            entry.worker.wake(objects);
        }
    }

    /** What jobs are to take out of the store by AFTER LOAD. */
    public OwedFiles owed() {
        return shared.owed();
    }

    /** Has an automatic job do soon what AFTER LOAD asks for. */
    public void consumeSoon(String name) {
        Entry entry = entries.get(name);
        if (entry != null && entry.job.auto()) {
            entry.worker.consumeSoon();
        }
    }

    /** Ends a {@link #run} or {@link #hold} of the job whose user has asked for that; from any thread. */
    public void cancel(String name) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.worker.cancel();
        }
    }

    /** Ends the job and forgets it; its history stays in the ledger. */
    public synchronized void drop(String name) {
        JobRecord job = record(name);
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.worker.retire();
        }
        try {
            jobLedger.drop(job);
        } catch (RuntimeException e) {
            takeUpAgain(job, e);
            throw e;
        }
        entries.remove(name);
        shared.board().remove(job.id());
        log.info("dropped job={} id={}", name, job.id());
    }

    /** Also of a job that {@link #start} could not take up, because its bucket is missing for example. */
    private JobRecord record(String name) {
        Entry entry = entries.get(name);
        return entry != null && !shared.peers().leases().shared()
                ? entry.job
                : jobLedger.list().stream()
                        .filter(job -> job.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> missing(name));
    }

    private static ForebayException missing(String name) {
        return new ForebayException(CommonError.UNDEFINED_OBJECT, "copy job \"" + name + "\" does not exist")
                .withHint("COPY JOB LIST shows the jobs that there are.");
    }

    /** The job of that name. */
    public JobRecord job(String name) {
        return load(name).job;
    }

    private Entry load(String name) {
        if (!entries.containsKey(name) || shared.peers().leases().shared()) {
            refresh();
        }
        Entry entry = entries.get(name);
        if (entry == null) {
            throw missing(name);
        }
        return entry;
    }

    private void add(JobRecord job) {
        ObjectStore store = stores.of(ObjectUri.parse(job.source()));
        JobText text = text(job);
        Watched watched = Watched.of(job.source(), text.options());
        ObjectStore watchedStore = stores.of(watched.prefix());
        JobSieve sieve = new JobSieve(shared.asked(), job.id(), text.options().onChange());
        JobWorker worker = new JobWorker(
                job,
                text.command().table().name(),
                watchedStore,
                stores,
                watched,
                loads(job, text, watchedStore, sieve),
                jobLedger,
                shared,
                heartbeat::refreshSoon);
        entries.put(job.name(), new Entry(job, text, store, sieve, worker));
        shared.board().put(job, worker::backlog, worker::waitsFor);
        told.remove(job.name());
        if (job.auto() && !closed) {
            worker.start(starting);
        }
    }

    private JobLoads loads(JobRecord job, JobText text, ObjectStore store, JobSieve sieve) {
        Manifests manifests = text.options().triggered()
                ? new Manifests(
                        reader(job, text),
                        new Manifests.Pace(
                                shared.settings().pollInterval(),
                                shared.settings().scanInterval()),
                        shared.clock())
                : null;
        return new JobLoads(
                shared, job, text, store, scan(job, text, store, sieve), sieve, () -> marks(job), manifests);
    }

    private Scan scan(JobRecord job, JobText text, ObjectStore store, JobSieve sieve) {
        Watched watched = Watched.of(job.source(), text.options());
        Scan.Subject subject = new Scan.Subject(
                watched.prefix(),
                watched::has,
                text.options().keysAscending(),
                shared.settings().waits().wholeScan());
        return new Scan(store, sieve::places, subject, shared.room(), shared.clock());
    }

    /** Ends all jobs; loads that run are rolled back. */
    @Override
    public void close() {
        closed = true;
        shared.running().cancelAll();
        entries.values().forEach(entry -> entry.worker.retire());
        heartbeat.close();
    }
}
