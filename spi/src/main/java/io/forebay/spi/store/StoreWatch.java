package io.forebay.spi.store;

/** A running watch. */
public interface StoreWatch extends AutoCloseable {
    /** Ends the watch; the listener is not called after this returned. */
    @Override
    void close();
}
