package io.forebay.engine.load;

import io.forebay.engine.ledger.FileRecord;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.store.StoredObject;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One object of a load while it is read, by one or more threads. */
final class ObjectRead {
    private final StoredObject object;
    private final Clock clock;
    private final RecordReader reader;
    private final Instant started;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private volatile @Nullable ForebayException failure;
    private volatile boolean exhausted;
    private int openParts;
    private @Nullable Instant ended;

    ObjectRead(StoredObject object, RecordReader reader, Clock clock) {
        this.object = object;
        this.reader = reader;
        this.clock = clock;
        this.started = clock.instant();
    }

    StoredObject object() {
        return object;
    }

    /** The next part, or null when there is none or the object has failed. */
    @Nullable
    RecordPart nextPart() {
        synchronized (this) {
            if (exhausted || failure != null) {
                return null;
            }
            openParts++;
        }
        RecordPart part = null;
        try {
            part = reader.nextPart();
            return part;
        } finally {
            if (part == null) {
                exhausted = true;
                partDone();
            }
        }
    }

    /** A part that {@link #nextPart} gave is read to its end. */
    synchronized void partDone() {
        openParts--;
        if (exhausted && openParts == 0 && ended == null) {
            ended = clock.instant();
            reader.close();
        }
    }

    /** Whether another thread may still get a part. */
    boolean hasMore() {
        return !exhausted && failure == null;
    }

    void add(long loaded) {
        rows.addAndGet(loaded);
    }

    /** @return how many records of the object were rejected until now; 0 when it has failed, so that no more count */
    synchronized long reject() {
        return failure == null ? errors.incrementAndGet() : 0;
    }

    /** Ends the reading of this object alone; its first failure stays. */
    synchronized void fail(ForebayException reason) {
        if (failure == null) {
            failure = reason;
        }
        exhausted = true;
    }

    @Nullable
    ForebayException failure() {
        return failure;
    }

    long rows() {
        return rows.get();
    }

    long errors() {
        return errors.get();
    }

    FileRecord record() {
        Instant end = ended;
        return new FileRecord(
                object, reader.linesScanned(), rows.get(), errors.get(), started, end == null ? clock.instant() : end);
    }

    void close() {
        reader.close();
    }
}
