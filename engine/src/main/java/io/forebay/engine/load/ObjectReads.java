package io.forebay.engine.load;

import io.forebay.engine.ledger.FileRecord;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.reject.KeptText;
import io.forebay.engine.reject.RejectedStore;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.RowSource;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one batch: hands its objects to the threads that ask, counts, and applies the {@link ErrorRule}. A thread
 * takes the next object; when all are taken it helps with one that has parts left.
 */
final class ObjectReads implements RowSource, LoadProgress, AutoCloseable {
    private static final String CANCELLED = "canceling statement due to user request";
    private static final int STORE_IS_AWAY = 4;

    private final List<StoredObject> objects;
    private final CopyBinding binding;
    private final LoadRecord load;
    private final Function<StoredObject, InputStream> bytes;
    private final RecordReaders readers;
    private final ErrorRule rule;
    private final RejectedStore rejected;
    private final Clock clock;
    private final LoadStep.Listener steps;

    private int next;
    private final @Nullable ObjectRead[] reads;
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicInteger awayInARow = new AtomicInteger();
    private final Map<StoredObject, ForebayException> failures = new ConcurrentHashMap<>();
    private final Set<Thread> opening = new HashSet<>();
    private volatile boolean cancelled;
    private volatile boolean anyFileFailed;
    private volatile @Nullable ForebayException failure;

    ObjectReads(
            LoadBatch batch,
            CopyBinding binding,
            ExtraFields extra,
            LoadRecord load,
            Function<StoredObject, InputStream> bytes,
            RecordFormat format,
            ErrorRule rule,
            RejectedStore rejected,
            LoadContext context) {
        this.objects = batch.objects();
        this.bytes = bytes;
        this.binding = binding;
        this.load = load;
        this.readers = format.open(new ReadRequest(batch.options(), binding.columns(), extra, context.inflatedLimit()));
        this.rule = rule;
        this.rejected = rejected;
        this.clock = context.clock();
        this.steps = context.steps();
        this.reads = new ObjectRead[objects.size()];
    }

    @Override
    public int parallelism() {
        return objects.isEmpty() ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public Feed feed() {
        return new ObjectFeed(this, lineage());
    }

    private @Nullable LineageChunk lineage() {
        return binding.lineage().isEmpty()
                ? null
                : new LineageChunk(
                        binding.lineage(),
                        binding.filled().size() - binding.lineage().columns().size(),
                        load.id(),
                        load.started());
    }

    /** The next object to read a part of, or null when this thread has nothing more to do. */
    @Nullable
    ObjectRead take() {
        for (int index = claim(); index >= 0; index = claim()) {
            ObjectRead read = open(index);
            if (read != null) {
                return read;
            }
        }
        return help();
    }

    /** The place of an object that nobody has taken, or -1. */
    private synchronized int claim() {
        throwIfOver();
        if (next == objects.size()) {
            return -1;
        }
        opening.add(Thread.currentThread());
        return next++;
    }

    private @Nullable ObjectRead open(int index) {
        StoredObject object = objects.get(index);
        try {
            return opened(index, new ObjectRead(object, readers.open(object, bytes.apply(object)), clock));
        } catch (ForebayException e) {
            failed(object, null, e);
            return null;
        } finally {
            synchronized (this) {
                opening.remove(Thread.currentThread());
                if (cancelled || failure != null) {
                    // What interrupted the opening must not reach what this thread does next.
                    Thread.interrupted();
                }
                notifyAll();
            }
        }
    }

    private synchronized ObjectRead opened(int index, ObjectRead read) {
        reads[index] = read;
        awayInARow.set(0);
        if (cancelled || failure != null) {
            read.close();
        }
        return read;
    }

    /** An object that another thread has opened and that has parts left; waits for those that are being opened. */
    private synchronized @Nullable ObjectRead help() {
        while (true) {
            for (ObjectRead read : reads) {
                if (read != null && read.hasMore()) {
                    return read;
                }
            }
            throwIfOver();
            if (opening.isEmpty()) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw end(new ForebayException(CommonError.CANCELLED, CANCELLED, e));
            }
        }
    }

    /**
     * One record of the object is bad.
     *
     * @param text the record, when it is kept; else null
     * @return whether to go on with the object
     */
    boolean reject(ObjectRead read, RejectedRow row, @Nullable KeptText text) {
        long ofObject = read.reject();
        if (rule.failFile() && (ofObject == 0 || ofObject > rule.maxErrors())) {
            return false;
        }
        rejected.add(row, text);
        long count = errors.incrementAndGet();
        if (rule.failFile()) {
            return ofObject < rule.maxErrors() || failed(read, row);
        }
        if (count >= rule.maxErrors()) {
            throw end(new ForebayException(CommonError.LOAD_FAILED, "too many errors: " + count));
        }
        return true;
    }

    /** Whether the records themselves are wanted of rows that are rejected. */
    boolean keepsTexts() {
        return rejected.texts();
    }

    private boolean failed(ObjectRead read, RejectedRow row) {
        anyFileFailed = true;
        read.fail(new ForebayException(CommonError.LOAD_FAILED, row.reason()));
        return false;
    }

    /** The object as a whole cannot be read: in a job it fails alone when that is its own fault. */
    void failed(StoredObject object, @Nullable ObjectRead read, ForebayException reason) {
        if (cancelled) {
            throw end(new ForebayException(CommonError.CANCELLED, CANCELLED, reason));
        }
        Fault fault = Fault.of(reason);
        if (fault == Fault.BAD || (fault == Fault.REFUSED && !rule.failFile())) {
            errors.incrementAndGet();
            rejected.add(WholeFile.rejected(object.uri(), reason), null);
        }
        if (!rule.failFile() || fault == Fault.OF_THE_LOAD || storeIsAway(reason)) {
            throw end(reason);
        }
        anyFileFailed = true;
        failures.put(object, reason);
        if (read != null) {
            read.fail(reason);
        }
    }

    /** One object that the store does not give is set aside; many without one between that it gives are not. */
    private boolean storeIsAway(ForebayException reason) {
        return reason.is(StoreError.STORE_AWAY) && awayInARow.incrementAndGet() >= STORE_IS_AWAY;
    }

    private ForebayException end(ForebayException reason) {
        ForebayException first;
        synchronized (this) {
            if (failure == null) {
                failure = reason;
            }
            first = failure;
            interruptOpening();
        }
        closeReads();
        return first == null ? reason : first;
    }

    void throwIfOver() {
        ForebayException reason = failure;
        if (reason != null) {
            throw reason;
        }
        if (cancelled) {
            throw end(ForebayException.cancelled());
        }
    }

    /** Whether rows still go to the warehouse: not after a file has failed, as the transaction is lost then. */
    boolean keepsRows() {
        return !anyFileFailed;
    }

    void loaded(ObjectRead read, int count) {
        if (rows.getAndAdd(count) == 0) {
            steps.reached(LoadStep.READING);
        }
        read.add(count);
    }

    @Override
    public void cancel() {
        cancelled = true;
        closeReads();
        synchronized (this) {
            interruptOpening();
        }
    }

    /** Ends openings that hang, and waits for them; the caller holds the lock. */
    private void interruptOpening() {
        for (Thread thread : opening) {
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
        notifyAll();
    }

    private synchronized void closeReads() {
        for (ObjectRead read : reads) {
            if (read != null) {
                read.close();
            }
        }
    }

    @Override
    public long rows() {
        return rows.get();
    }

    /** The fields that no column took, when they are to be added. */
    List<Column> newColumns() {
        return readers.newColumns();
    }

    @Override
    public long errors() {
        return errors.get();
    }

    @Override
    public synchronized int started() {
        return next;
    }

    /** The objects that failed as a whole or by a bad row, with the reason. */
    Map<StoredObject, ForebayException> failures() {
        Map<StoredObject, ForebayException> all = new LinkedHashMap<>(failures);
        for (ObjectRead read : reads) {
            if (read != null && read.failure() != null) {
                all.putIfAbsent(read.object(), read.failure());
            }
        }
        return all;
    }

    /** What was read of each object, in load order; complete once all feeds gave 0. */
    List<FileRecord> records() {
        List<FileRecord> records = new ArrayList<>(reads.length);
        for (ObjectRead read : reads) {
            if (read != null) {
                records.add(read.record());
            }
        }
        return records;
    }

    @Override
    public void close() {
        closeReads();
        readers.close();
    }
}
