package io.forebay.spi.store;

/** How a listener says what becomes of an object that it was told: thread-safe, returns soon, never throws. */
@FunctionalInterface
public interface Settlement {
    /** Of a watch that keeps nothing until then. */
    Settlement NONE = () -> {};

    /** The object is done with, durably, or it is not wanted. Once or more often; after the watch's end it does nothing. */
    void settled();
}
