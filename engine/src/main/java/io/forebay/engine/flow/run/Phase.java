package io.forebay.engine.flow.run;

/** How far a frame is with its state. Each but WORKING, RETRY and DONE has a next event of its own. */
enum Phase {
    /** The state is to be entered. */
    ENTER,
    ENTERED,
    /** The task is to be started. */
    SCHEDULED,
    /** A signal, a timer or children are awaited. */
    WORKING,
    /** The time of a retry is awaited. */
    RETRY,
    SUCCEEDED,
    FAILED,
    /** The last state was left. */
    DONE
}
