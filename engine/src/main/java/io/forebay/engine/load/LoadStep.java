package io.forebay.engine.load;

/** The places in a load at which a crash must not matter, in order. */
public enum LoadStep {
    /** New files are known, nothing is read. */
    LISTED,
    /** The first rows were read. */
    READING,
    /** All rows are in the open transaction. */
    ROWS_LOADED,
    /** The ledger's rows are too. */
    BEFORE_COMMIT,
    /** The commit returned, nobody has been told. */
    AFTER_COMMIT,
    /** An object that was loaded is about to be taken out of the store, by AFTER LOAD. */
    OWED,
    /** It is copied to where it is moved to, and not deleted. */
    COPIED,
    /** It is out of the store, and the ledger does not know it. */
    CONSUMED,
    /** The reply is about to be sent. */
    BEFORE_REPLY;

    /** Is told when a load reaches a step; tests end the process there. */
    @FunctionalInterface
    public interface Listener {
        Listener NONE = step -> {};

        void reached(LoadStep step);
    }
}
