package io.forebay.engine.migrate;

/** Is told how far a move is, often. */
public interface Progress {
    Progress NONE = (job, table, rows) -> {};

    /** @param table of the ledger @param rows of it that are copied so far */
    void copied(String job, String table, long rows);
}
