package io.forebay.spi.format;

import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;

/**
 * Tells the columns that some files of a COPY need: from their own schemas, or guessed from the first records of each. A
 * table with these columns takes every record that was looked at, when COPY with the same options loads it. Used by one
 * thread.
 */
public interface SchemaSample {
    /**
     * Looks at one object more.
     *
     * @param bytes the object's bytes from its first, as stored; read as far as is needed, and closed
     * @throws io.forebay.spi.ForebayException with a {@link FormatError} when the object cannot be read; what the store
     *     throws passes through
     */
    void add(StoredObject object, InputStream bytes);

    /**
     * The columns, at most as many as a table may have, in the order in which their fields were first seen; none when no
     * object had a record. Their names are different from each other without regard to case, and in lower case, as
     * names in SQL are folded.
     */
    List<Column> columns();

    /** What the columns do not tell, a sentence each: fields that have none, and why. */
    List<String> remarks();
}
