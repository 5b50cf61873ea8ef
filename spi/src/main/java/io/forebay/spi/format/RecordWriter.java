package io.forebay.spi.format;

import io.forebay.spi.warehouse.Rows;

/**
 * Writes rows into one file. Used by one thread at a time. Throws {@code ForebayException}: DISK_FULL when there is no
 * room for the file, and a {@link FormatError} or a data error for a value that has no form in it.
 */
public interface RecordWriter extends AutoCloseable {
    /**
     * What a file became.
     *
     * @param bytes its size
     * @param rows the records in it
     * @param lines the records and headers in it
     */
    record Written(long bytes, long rows, long lines) {}

    /**
     * Writes the row that {@code rows} is at.
     *
     * @return false when the file would grow beyond its limit: the row was not written and wants another file; never for
     *     the first row of a file
     */
    boolean write(Rows rows);

    /** About how many bytes of memory the file holds now. */
    long held();

    /** Moves what is held to the disk, as far as the format lets it; writing goes on afterwards. */
    void release();

    /** Completes the file; nothing may be written afterwards. */
    Written finish();

    /** Gives up what is held, the file's handle included; harmless after {@link #finish}. */
    @Override
    void close();
}
