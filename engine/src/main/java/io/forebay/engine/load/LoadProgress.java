package io.forebay.engine.load;

/** How far a load is that runs. Thread-safe. */
interface LoadProgress {
    /** Ends the load soon with CANCELLED. */
    void cancel();

    /** Objects opened so far. */
    int started();

    /** Rows given to the warehouse so far. */
    long rows();

    /** Rows rejected so far. */
    long errors();
}
