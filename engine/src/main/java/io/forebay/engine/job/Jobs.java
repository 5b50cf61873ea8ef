package io.forebay.engine.job;

import io.forebay.engine.discover.Scan;
import io.forebay.engine.ledger.JobLedger;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.Loader;
import io.forebay.engine.load.RunningLoads;
import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.CopySource;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.Name;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copy jobs of one warehouse. Thread-safe; CREATE, ALTER and DROP take turns. */
public final class Jobs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    private record Entry(JobRecord job, CopyCommand command, JobWorker worker) {}

    private final Stores stores;
    private final Formats formats;
    private final JobLedger jobLedger;
    private final JobLoads.Shared shared;
    private final Function<String, CopyCommand> parser;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private Jobs(
            JobLedger jobLedger,
            Stores stores,
            Formats formats,
            JobLoads.Shared shared,
            Function<String, CopyCommand> parser) {
        this.stores = stores;
        this.formats = formats;
        this.shared = shared;
        this.jobLedger = jobLedger;
        this.parser = parser;
    }

    /** @param parser reads the text of a stored job's COPY */
    public static Jobs of(
            Warehouse warehouse,
            Ledger ledger,
            Stores stores,
            Formats formats,
            Loading loading,
            Function<String, CopyCommand> parser) {
        JobLoads.Shared shared = new JobLoads.Shared(
                ledger,
                loading.loader(),
                new CopySource(stores),
                loading.running(),
                loading.pending(),
                new Semaphore(loading.settings().loadsAtOnce(), true),
                loading.context().clock(),
                loading.context().steps(),
                loading.settings());
        return new Jobs(new JobLedger(warehouse, ledger, shared.clock()), stores, formats, shared, parser);
    }

    /** How the jobs load. */
    public record Loading(
            Loader loader, RunningLoads running, PendingFiles pending, LoadContext context, JobSettings settings) {}

    /** A job to be made. @param table the COPY's table as its user's session resolves it */
    public record Definition(String name, CopyCommand command, TableName table, boolean auto) {}

    /** Takes up the jobs that the ledger holds. */
    public synchronized void start() {
        for (JobRecord job : jobLedger.list()) {
            try {
                add(job, command(job));
            } catch (ForebayException e) {
                log.warn("a job cannot be taken up job={} reason={}", job.name(), e.getMessage());
            }
        }
        if (!entries.isEmpty()) {
            log.info("took up jobs count={}", entries.size());
        }
    }

    private CopyCommand command(JobRecord job) {
        return parser.apply(job.copyText())
                .into(new Name(job.table().schema(), job.table().name()));
    }

    /**
     * What lies under the prefix now: a new job does not load it. Asks the store, so it may take long, and ends with
     * CANCELLED when the thread is interrupted.
     *
     * @throws ForebayException when the name is taken, or the bucket or a reader for the format is missing
     */
    public List<StoredObject> baseline(Definition definition) {
        checkNew(definition.name());
        formats.of(definition.command().options().layout());
        ObjectUri prefix = ObjectUri.parse(definition.command().source());
        return scan(prefix).all(prefix);
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
    public synchronized JobRecord create(
            Definition definition, List<StoredObject> baseline, String database, int owner) {
        String name = definition.name();
        CopyCommand command = definition.command();
        checkNew(name);
        ObjectUri prefix = ObjectUri.parse(command.source());
        JobRecord job = new JobRecord(
                shared.ledger().ids().next(),
                name,
                database,
                owner,
                command.authorization().role(),
                definition.table(),
                prefix.toString(),
                command.text(),
                shared.clock().instant(),
                definition.auto());
        jobLedger.create(job, baseline);
        add(job, command(job));
        log.info("created job={} id={} source={} baseline={}", name, job.id(), prefix, baseline.size());
        return job;
    }

    /** Turns AUTO on or off; the same again changes nothing. */
    public synchronized void alter(String name, boolean auto) {
        Entry entry = load(name);
        if (entry.job.auto() == auto) {
            return;
        }
        JobRecord altered = entry.job.withAuto(auto);
        jobLedger.alter(altered);
        entries.put(name, new Entry(altered, entry.command, entry.worker));
        if (auto) {
            entry.worker.start();
        } else {
            entry.worker.stop();
        }
        log.info("altered job={} auto={}", name, auto);
    }

    /** Looks once for new files and loads them; ends early with CANCELLED when asked. */
    public JobRun run(String name, BooleanSupplier cancelled) {
        return load(name).worker.runOnce(cancelled);
    }

    /** Ends a {@link #run} of the job whose user has asked for that; from any thread. */
    public void cancel(String name) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.worker.cancel();
        }
    }

    /** Ends the job and forgets it; its history stays in the ledger. */
    public synchronized void drop(String name) {
        Entry entry = entries.get(name);
        JobRecord job = entry == null ? notTakenUp(name) : entry.job;
        if (entry != null) {
            entry.worker.retire();
        }
        try {
            jobLedger.drop(job);
        } catch (RuntimeException e) {
            if (entry != null) {
                add(job, entry.command);
            }
            throw e;
        }
        entries.remove(name);
        log.info("dropped job={} id={}", name, job.id());
    }

    /** A job that {@link #start} could not take up, because its bucket is missing for example. */
    private JobRecord notTakenUp(String name) {
        return jobLedger.list().stream()
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
        Entry entry = entries.get(name);
        if (entry == null) {
            throw missing(name);
        }
        return entry;
    }

    private void add(JobRecord job, CopyCommand command) {
        ObjectUri prefix = ObjectUri.parse(job.source());
        JobWorker worker = new JobWorker(
                job,
                command.table().name(),
                stores.of(prefix),
                new JobLoads(shared, job, command, scan(prefix)),
                jobLedger,
                shared.settings());
        entries.put(job.name(), new Entry(job, command, worker));
        if (job.auto() && !closed) {
            worker.start();
        }
    }

    private Scan scan(ObjectUri prefix) {
        ObjectStore store = stores.of(prefix);
        return new Scan(store, shared.ledger());
    }

    /** Ends all jobs; loads that run are rolled back. */
    @Override
    public void close() {
        closed = true;
        shared.running().cancelAll();
        entries.values().forEach(entry -> entry.worker.retire());
    }
}
