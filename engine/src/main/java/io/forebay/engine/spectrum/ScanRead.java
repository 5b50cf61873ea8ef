package io.forebay.engine.spectrum;

import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.store.StoredObject;
import org.jspecify.annotations.Nullable;

/** One object while it is read, by one or more threads. */
final class ScanRead {
    private final StoredObject object;
    private final Asked asked;
    private final RecordReader reader;
    private @Nullable RecordPart first;
    private volatile boolean exhausted;
    private int openParts;

    /** @param first its first part, which is taken already; null when it has none */
    ScanRead(StoredObject object, Asked asked, RecordReader reader, @Nullable RecordPart first) {
        this.object = object;
        this.asked = asked;
        this.reader = reader;
        this.first = first;
        this.exhausted = first == null;
    }

    StoredObject object() {
        return object;
    }

    Asked asked() {
        return asked;
    }

    /** The next part, or null when there is none. */
    @Nullable
    RecordPart nextPart() {
        synchronized (this) {
            if (exhausted) {
                return null;
            }
            openParts++;
            RecordPart taken = first;
            if (taken != null) {
                first = null;
                return taken;
            }
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

    /** A part that {@link #nextPart} gave is read. */
    synchronized void partDone() {
        openParts--;
        if (exhausted && openParts == 0) {
            reader.close();
        }
    }

    /** Whether another thread may still get a part. */
    boolean hasMore() {
        return !exhausted;
    }

    /** Ends the reading; from any thread. */
    void close() {
        reader.close();
        RecordPart left;
        synchronized (this) {
            exhausted = true;
            left = first;
            first = null;
        }
        if (left != null) {
            left.close();
        }
    }
}
