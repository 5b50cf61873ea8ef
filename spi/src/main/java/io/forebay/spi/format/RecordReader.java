package io.forebay.spi.format;

import org.jspecify.annotations.Nullable;

/**
 * One object while it is read. Its records are handed out in parts, so that several threads can parse one large object:
 * {@link #nextPart} may be called by any thread, one at a time gets in.
 */
public interface RecordReader extends AutoCloseable {
    /**
     * The next run of whole records, in file order, or null when all were handed out. Reads and decompresses.
     *
     * @throws io.forebay.spi.ForebayException with a {@link FormatError} when the object as a whole cannot be read (a
     *     damaged or cut gzip file, the wrong compression, the wrong encoding); what the store throws passes through
     */
    @Nullable
    RecordPart nextPart();

    /** Lines read so far, headers and blank lines included; all of the object's once all parts were read to the end. */
    long linesScanned();

    /** Closes the stream; from any thread, and a {@link #nextPart} that hangs in the store then ends with an error. */
    @Override
    void close();
}
