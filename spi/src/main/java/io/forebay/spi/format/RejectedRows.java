package io.forebay.spi.format;

/** Is told of bad records; decides what they mean. Called by the thread that reads the part. */
@FunctionalInterface
public interface RejectedRows {
    /**
     * One record and its first error.
     *
     * @return true to go on with the next record, false to stop reading this object
     */
    boolean reject(RejectedRow row);

    /** Whether the records themselves are of use. */
    default boolean wantsRecords() {
        return false;
    }

    /**
     * The same of a record that is a text. Formats whose records are none do not call this.
     *
     * @param record holds the record whole, between {@code from} and {@code to}: read as a file of the same layout without
     *     header, in UTF-8 and not compressed, it is this record again. Only valid during the call
     */
    default boolean reject(RejectedRow row, byte[] record, int from, int to) {
        return reject(row);
    }
}
