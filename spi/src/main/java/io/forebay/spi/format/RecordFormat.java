package io.forebay.spi.format;

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
}
