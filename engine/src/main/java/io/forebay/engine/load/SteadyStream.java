package io.forebay.engine.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.RangedStream;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one object, gone on with where they were when the store fails for a moment: a row that a load has got
 * stays, and no file is read from its beginning by all because one reading broke off. Gives exactly the bytes that the
 * object was described with: a store that ends early has failed for a moment, one that goes on has another object. Read
 * by one thread; closed by any.
 */
final class SteadyStream extends InputStream {
    private static final int ATTEMPTS = 4;
    private static final long FIRST_PAUSE_MILLIS = 8;
    private static final long SLICE_MILLIS = 5;

    private final ObjectStore store;
    private final StoredObject object;
    private long position;
    private int failures;
    private volatile @Nullable InputStream bytes;
    private volatile boolean closed;

    private SteadyStream(ObjectStore store, StoredObject object) {
        this.store = store;
        this.object = object;
    }

    /**
     * Opens an object; a {@link RangedStream} when the store's is one.
     *
     * @throws ForebayException what the store fails with, when it does not pass
     */
    static InputStream open(ObjectStore store, StoredObject object) {
        SteadyStream stream = new SteadyStream(store, object);
        try {
            stream.attempt(() -> stream.current() == null ? 0 : 1);
        } catch (IOException e) {
            throw away(object, e);
        }
        return stream.bytes instanceof RangedStream ranged ? new SteadyRanges(stream, ranged) : stream;
    }

    /** One use of the store's stream. */
    private interface Use {
        int run() throws IOException;
    }

    private int attempt(Use use) throws IOException {
        while (true) {
            try {
                return use.run();
            } catch (ForebayException e) {
                if (!e.is(StoreError.STORE_AWAY) || closed || !again()) {
                    throw e;
                }
            } catch (IOException e) {
                if (closed) {
                    throw e;
                }
                if (!again()) {
                    throw away(object, e);
                }
            }
        }
    }

    private static ForebayException away(StoredObject object, IOException e) {
        return new ForebayException(
                StoreError.STORE_AWAY, "reading " + object.uri() + " broke off: " + e.getMessage(), e);
    }

    /** Waits before another attempt; no when there is none left. */
    private boolean again() throws IOException {
        drop();
        if (++failures >= ATTEMPTS) {
            return false;
        }
        long millis = FIRST_PAUSE_MILLIS << failures - 1;
        long end = System.nanoTime()
                + 1_000_000 * (millis + ThreadLocalRandom.current().nextLong(millis));
        while (System.nanoTime() - end < 0) {
            throwIfClosed();
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(SLICE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted while waiting to read on", e);
        }
    }

    /** The store's stream at {@link #position}. */
    private InputStream current() throws IOException {
        InputStream open = bytes;
        if (open == null) {
            open = store.open(object);
            bytes = open;
            if (closed) {
                drop();
                throwIfClosed();
            }
            open.skipNBytes(position);
        }
        return open;
    }

    private void throwIfClosed() throws IOException {
        if (closed) {
            throw new IOException("The stream of " + object.uri() + " was closed");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        throwIfClosed();
        return attempt(() -> {
            int count = current().read(target, offset, length);
            if (count < 0 && position < object.size()) {
                throw new IOException("the store ended it after " + position + " of " + object.size() + " bytes");
            }
            position += Math.max(count, 0);
            if (position > object.size()) {
                throw new ForebayException(
                        StoreError.OBJECT_CHANGED,
                        object.uri() + " has more than the " + object.size() + " bytes that it was described with");
            }
            return count;
        });
    }

    private void drop() {
        InputStream open = bytes;
        bytes = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException | ForebayException e) {
                // It has failed already, and another one is opened.
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        InputStream open = bytes;
        if (open != null) {
            open.close();
        }
    }
}
