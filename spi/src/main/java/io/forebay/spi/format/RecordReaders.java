package io.forebay.spi.format;

import io.forebay.spi.store.StoredObject;
import java.io.InputStream;

/** The readers of one load; keeps the buffers that they share. Thread-safe. */
public interface RecordReaders extends AutoCloseable {
    /**
     * Starts to read one object.
     *
     * @param bytes the object's bytes from its first, as stored (compressed); the reader closes it
     */
    RecordReader open(StoredObject object, InputStream bytes);

    @Override
    void close();
}
