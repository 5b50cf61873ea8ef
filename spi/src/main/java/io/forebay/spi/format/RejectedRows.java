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
}
