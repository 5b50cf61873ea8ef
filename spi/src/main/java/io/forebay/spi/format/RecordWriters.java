package io.forebay.spi.format;

import io.forebay.spi.warehouse.Rows;
import java.nio.file.Path;

/** The files of one unload. Used by one thread at a time. */
public interface RecordWriters extends AutoCloseable {
    /**
     * Starts a file.
     *
     * @param file is made by the writer, no later than at {@link RecordWriter#finish}
     * @param maxBytes the most bytes that the file is to have, compression included; a single record may need more
     */
    RecordWriter open(Path file, long maxBytes);

    /** A value that is not null as delimited text has it: what a folder of PARTITION BY is named after. */
    String text(Rows rows, WriteColumn column);

    /** Gives up what the writers shared. */
    @Override
    default void close() {}
}
