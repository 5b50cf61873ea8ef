package io.forebay.engine.migrate;

/** The places in a move at which a crash must not matter, in order. */
public enum MoveStep {
    /** The job is held in an open transaction. */
    BEFORE_HELD,
    HELD,
    /** Numbers are taken where it comes to. */
    NUMBERED,
    /** Some of its rows are in the open transaction there; told after each block. */
    COPYING,
    /** All are. */
    BEFORE_COPIED,
    COPIED,
    /** It is dropped in an open transaction. */
    BEFORE_LEFT,
    LEFT,
    /** Rows of users' tables there have their new numbers in an open transaction. */
    BEFORE_RENUMBERED,
    RENUMBERED,
    /** It is switched on in an open transaction. */
    BEFORE_ARRIVED,
    /** All is done, nobody has been told. */
    ARRIVED;

    /** Is told when a move comes to a step; tests end it there. */
    @FunctionalInterface
    public interface Listener {
        Listener NONE = step -> {};

        void reached(MoveStep step);
    }
}
