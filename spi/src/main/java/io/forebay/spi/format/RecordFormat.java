package io.forebay.spi.format;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;

/** A kind of file that can be read; found through {@link java.util.ServiceLoader}. Stateless and thread-safe. */
public interface RecordFormat {
    /** Whether this format is the one for the layout. */
    boolean reads(Layout layout);

    /** The name that {@code sys_load_history.file_format} shows for the layout, such as {@code Csv}. */
    String name(Layout layout);

    /**
     * Prepares to read the objects of one load.
     *
     * @throws io.forebay.spi.ForebayException when the options do not fit the columns (FIXEDWIDTH with fewer fields …)
     */
    RecordReaders open(ReadRequest request);

    /** Whether it finds fields by name, so that a record may have some that no column takes: {@link ExtraFields}. */
    default boolean findsByName(Layout layout) {
        return false;
    }

    /**
     * What the records of one object hold: from the file's own schema, or guessed from its first records.
     *
     * @param bytes the object's bytes from its first, as stored; closed by this
     * @return columns in the order of the fields, with names in lower case; never empty
     * @throws io.forebay.spi.ForebayException NOT_SUPPORTED when the format cannot tell; a {@link FormatError} when the
     *     object cannot be read or has no record
     */
    default List<Column> describe(ReadOptions options, StoredObject object, InputStream bytes) {
        throw new ForebayException(
                CommonError.NOT_SUPPORTED, "files of format " + name(options.layout()) + " do not tell their columns");
    }
}
