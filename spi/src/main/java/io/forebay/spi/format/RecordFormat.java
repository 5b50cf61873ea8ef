package io.forebay.spi.format;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;

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
     * Starts to look at files for the columns that they need.
     *
     * @throws ForebayException NOT_SUPPORTED when the format cannot tell
     */
    default SchemaSample sample(ReadOptions options) {
        throw new ForebayException(
                CommonError.NOT_SUPPORTED, "files of format " + name(options.layout()) + " do not tell their columns");
    }
}
