package io.forebay.engine.schedule.definition;

/** What becomes of a delivery while that which was started before still runs. */
public enum Overlap {
    /** It is made, as on AWS. */
    ALLOW,
    /** It is not made. */
    SKIP,
    /** It waits until the one before is over, as long as it may be old. */
    QUEUE
}
