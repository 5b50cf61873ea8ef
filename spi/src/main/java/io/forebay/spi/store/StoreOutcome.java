package io.forebay.spi.store;

/** What became of a request that was for one version of an object only. */
public enum StoreOutcome {
    DONE,
    /** Nothing was done: there is another object under the name now. */
    CHANGED,
    /** Nothing was done: there is no object under the name. */
    GONE,
    /** Nothing was done: there is another object where the new one was to be. */
    TAKEN
}
