package io.forebay.format.kit.source;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.store.ObjectUri;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one object that one thread at a time reads on in, while others may parse the parts that it handed out.
 * Sees to it that closing ends a read that hangs, and that what the reader holds is released once.
 */
public abstract class PartReader implements RecordReader {
    private final ObjectUri object;
    private final Held source;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;
    private volatile boolean stopped;

    protected PartReader(ObjectUri object, Held source) {
        this.object = object;
        this.source = source;
    }

    /** The next part, or null at the end; called by one thread at a time. */
    protected abstract @Nullable RecordPart cut();

    /** Lets go of what the reader holds; called at the end and when it is closed, maybe twice. */
    protected void release() {
        source.close();
    }

    @Override
    public final @Nullable RecordPart nextPart() {
        lock.lock();
        try {
            if (closed) {
                throw cancelled(null);
            }
            RecordPart part = stopped ? null : cut();
            if (closed) {
                throw cancelled(null);
            }
            if (part == null && !stopped) {
                stopped = true;
                release();
            }
            return part;
        } catch (RuntimeException e) {
            stopped = true;
            throw closed ? cancelled(e) : e;
        } finally {
            lock.unlock();
            releaseIfClosed();
        }
    }

    private ForebayException cancelled(@Nullable RuntimeException cause) {
        return new ForebayException(CommonError.CANCELLED, "reading " + object + " was cancelled", cause);
    }

    public final ObjectUri object() {
        return object;
    }

    /** Hands out no more parts. */
    public final void stop() {
        stopped = true;
    }

    /** Whether {@link #close} was called. */
    protected final boolean closed() {
        return closed;
    }

    /** Whether no more parts are handed out. */
    protected final boolean stopped() {
        return stopped || closed;
    }

    @Override
    public final void close() {
        closed = true;
        source.interrupt();
        releaseIfClosed();
    }

    /** Whoever is last, the closer or the thread that reads, gives back what the reader holds. */
    private void releaseIfClosed() {
        if (closed && lock.tryLock()) {
            try {
                release();
            } finally {
                lock.unlock();
            }
        }
    }
}
