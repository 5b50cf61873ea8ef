package io.forebay.spi.format;

/** A run of whole records of one object; read by one thread. */
public interface RecordPart extends AutoCloseable {
    /**
     * Fills rows {@code fromRow} and up of the chunk.
     *
     * @param fromRow 0 to {@code chunk.capacity() - 1}
     * @param rejects is told of each record that is no row; such a record fills no row of the chunk
     * @return the rows filled; 0 only when the part has no more, or when {@code rejects} said to stop
     * @throws io.forebay.spi.ForebayException with a {@link FormatError} when the object as a whole cannot be read, or
     *     has a field that can get no column
     */
    int read(Chunk chunk, int fromRow, RejectedRows rejects);

    /** Gives the part's buffer back. */
    @Override
    void close();
}
