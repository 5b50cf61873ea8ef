package io.forebay.spi.store;

/** A running watch. */
public interface StoreWatch extends AutoCloseable {
    /** What its events come through, such as the ARN of a queue; empty when that has no name of its own. */
    default String channel() {
        return "";
    }

    /** Whether events can come now; they cannot while a queue does not answer. */
    default boolean established() {
        return true;
    }

    /** Ends the watch; the listener is not called after this returned. What is not settled will be told again. */
    @Override
    void close();
}
