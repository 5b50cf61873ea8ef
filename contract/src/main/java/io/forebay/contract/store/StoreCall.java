package io.forebay.contract.store;

/** What is asked of a store. */
public enum StoreCall {
    LIST,
    FIND,
    OPEN,
    /** One {@code read} of a stream that was opened. */
    READ,
    PUT,
    DELETE,
    /** Answered, after its work was done. */
    DELETED,
    COPY,
    /** Answered, after its work was done. */
    COPIED,
    WATCH,
    UNFINISHED
}
