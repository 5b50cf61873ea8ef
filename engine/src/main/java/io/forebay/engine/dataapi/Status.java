package io.forebay.engine.dataapi;

/** How far a statement has come. */
enum Status {
    SUBMITTED,
    PICKED,
    STARTED,
    FINISHED,
    FAILED,
    ABORTED;

    boolean over() {
        return this == FINISHED || this == FAILED || this == ABORTED;
    }
}
