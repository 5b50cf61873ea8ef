package io.forebay.spi.format;

/** A kind of file that can be written; found through {@link java.util.ServiceLoader}. Stateless and thread-safe. */
public interface WriteFormat {
    /** Whether this format is the one for the layout. */
    boolean writes(Layout layout);

    /** The name that {@code sys_unload_history.file_format} shows for the layout, such as {@code Csv}. */
    String name(Layout layout);

    /** What the names of the files end in, with its dot; empty for nothing. */
    String suffix(WriteOptions options);

    /**
     * Prepares to write the files of one unload.
     *
     * @throws io.forebay.spi.ForebayException when the options do not fit the columns (FIXEDWIDTH with fewer fields …),
     *     or the format has no form for a column's type
     */
    RecordWriters open(WriteRequest request);
}
