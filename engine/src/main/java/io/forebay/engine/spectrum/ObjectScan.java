package io.forebay.engine.spectrum;

import io.forebay.engine.load.Stores;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ExternalReads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of the objects at one location. A thread takes the next object; when all are taken it helps with one that has
 * parts left. The first error ends all of it.
 */
final class ObjectScan implements ExternalReads.Scan {
    private static final Logger log = LoggerFactory.getLogger(ObjectScan.class);

    private final Stores stores;
    private final ScanReaders readers;
    private final ObjectUri location;
    private final List<Column> columns;
    private final List<Integer> asked;
    private final FileReading reading;
    private final Asked wanted;

    private final Object listing = new Object();
    private final List<ScanRead> reads = new ArrayList<>();
    private final Set<Thread> waiting = new HashSet<>();
    private @Nullable List<StoredObject> objects;
    private int next;
    private int feeds;
    private volatile boolean cancelled;
    private volatile @Nullable ForebayException failure;

    ObjectScan(
            Stores stores,
            ScanReaders readers,
            ObjectUri location,
            List<Column> columns,
            List<Integer> asked,
            FileReading reading) {
        this.stores = stores;
        this.readers = readers;
        this.location = location;
        this.columns = columns;
        this.asked = asked;
        this.reading = reading;
        this.wanted = Asked.of(columns, asked, !reading.byName());
    }

    @Override
    public int parallelism() {
        return Integer.MAX_VALUE;
    }

    @Override
    public synchronized Feed feed() {
        feeds++;
        return new ScanFeed(this, readers.unit(), reading.refused());
    }

    /** The next object to read a part of, or null when this thread has nothing more to do. */
    @Nullable
    ScanRead take() {
        StoredObject object = claim();
        if (object == null) {
            return help();
        }
        ScanRead read = calling(() -> opened(object));
        synchronized (this) {
            reads.removeIf(each -> !each.hasMore());
            reads.add(read);
        }
        if (over()) {
            read.close();
            throwIfOver();
        }
        return read;
    }

    private @Nullable StoredObject claim() {
        List<StoredObject> all = listed();
        synchronized (this) {
            throwIfOver();
            return next == all.size() ? null : all.get(next++);
        }
    }

    private List<StoredObject> listed() {
        synchronized (listing) {
            List<StoredObject> known = objects;
            if (known == null) {
                throwIfOver();
                known = calling(() -> new Location(stores, this::over).objects(location));
                objects = known;
            }
            return known;
        }
    }

    private synchronized @Nullable ScanRead help() {
        for (ScanRead read : reads) {
            if (read.hasMore()) {
                return read;
            }
        }
        return null;
    }

    private ScanRead opened(StoredObject object) {
        try {
            return open(object);
        } catch (RuntimeException e) {
            throw failed(object, e);
        }
    }

    private ScanRead open(StoredObject object) {
        try {
            return open(object, wanted);
        } catch (ForebayException e) {
            // None of the wanted columns is in the file: whether it is a file of the table, all of them tell.
            if (e.is(FormatError.WRONG_SCHEMA) && wanted.columns().size() < columns.size()) {
                return open(object, Asked.of(columns, asked, true));
            }
            throw e;
        }
    }

    private ScanRead open(StoredObject object, Asked read) {
        RecordReader reader = null;
        try {
            reader = readers.of(object.uri().key(), read.columns()).open(object, stores.openSteady(object));
            RecordPart first = reader.nextPart();
            if (first == null) {
                reader.close();
            }
            return new ScanRead(object, read, reader, first);
        } catch (RuntimeException e) {
            if (reader != null) {
                reader.close();
            }
            throw e;
        }
    }

    /** Asks a store, in a way that {@link #cancel} can end. */
    private <T> T calling(Supplier<T> work) {
        synchronized (this) {
            throwIfOver();
            waiting.add(Thread.currentThread());
        }
        try {
            return work.get();
        } catch (ForebayException e) {
            throw failed(e);
        } finally {
            synchronized (this) {
                waiting.remove(Thread.currentThread());
                if (over()) {
                    // What interrupted the work must not reach what this thread does next.
                    Thread.interrupted();
                }
            }
        }
    }

    private boolean over() {
        return cancelled || failure != null;
    }

    void throwIfOver() {
        ForebayException reason = failure;
        if (reason != null) {
            throw reason;
        }
        if (cancelled) {
            throw ForebayException.cancelled();
        }
    }

    /** An object cannot be read. */
    ForebayException failed(StoredObject object, RuntimeException reason) {
        if (reason instanceof ForebayException forebay) {
            return failed(ScanErrors.of(object.uri(), forebay));
        }
        if (!over()) {
            log.error("reading a file failed by a defect object={}", object.uri(), reason);
        }
        return failed(new ForebayException(
                CommonError.INTERNAL, "reading " + object.uri() + " failed by a defect: " + reason, reason));
    }

    /** Ends all threads' reading. @return why: the first failure, since the others follow from it */
    ForebayException failed(ForebayException reason) {
        ForebayException first;
        synchronized (this) {
            first = failure == null ? cancelled ? ForebayException.cancelled() : reason : failure;
            failure = first;
        }
        end();
        return first;
    }

    /** A feed has given all that there is for it: what the readers keep is of no more use behind the last one. */
    synchronized void done() {
        feeds--;
        List<StoredObject> all = objects;
        if (feeds == 0 && all != null && next == all.size()) {
            readers.close();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        end();
    }

    private void end() {
        List<ScanRead> open;
        synchronized (this) {
            open = List.copyOf(reads);
            for (Thread thread : waiting) {
                if (thread != Thread.currentThread()) {
                    thread.interrupt();
                }
            }
        }
        open.forEach(ScanRead::close);
    }

    /** A part of an object, or null when there is none left of it. */
    @Nullable
    RecordPart part(ScanRead read) {
        try {
            return read.nextPart();
        } catch (RuntimeException e) {
            throw failed(read.object(), e);
        }
    }

    @Override
    public void close() {
        cancel();
        readers.close();
    }
}
