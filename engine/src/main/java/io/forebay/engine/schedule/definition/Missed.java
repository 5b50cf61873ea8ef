package io.forebay.engine.schedule.definition;

/** What becomes of the latest occurrence that nobody was there for. Those before it are never made up for. */
public enum Missed {
    RUN_ONCE,
    SKIP
}
