package io.forebay.spi.format;

import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;

/** The readers of one load; keeps the buffers that they share. Thread-safe. */
public interface RecordReaders extends AutoCloseable {
    /**
     * Starts to read one object.
     *
     * @param bytes the object's bytes from its first, as stored (compressed); the reader closes it
     */
    RecordReader open(StoredObject object, InputStream bytes);

    /**
     * Under {@link ExtraFields.Policy#ADD}: columns for the fields that no column took, of all records read so far, with
     * types that take their values.
     */
    default List<Column> newColumns() {
        return List.of();
    }

    @Override
    void close();
}
