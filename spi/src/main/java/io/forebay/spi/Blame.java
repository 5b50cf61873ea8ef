package io.forebay.spi;

/** Who has to act on an error. */
public enum Blame {
    /** The statement, the data or the configuration is wrong; trying again changes nothing. */
    USER,
    /** Another system (a store, a server) failed; trying again may help. */
    REMOTE,
    /** Memory, disk, a lock or a time limit ran out here; trying again later may help. */
    RESOURCE,
    /** Forebay is wrong. */
    BUG
}
