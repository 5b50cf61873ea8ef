package io.forebay.engine.sql;

/** Where a row came from: what LINEAGE can write beside it. An extension of Redshift's COPY. */
public enum Lineage {
    /** The object's URI. */
    FILE,
    /** The line of the record, as in {@code stl_load_errors}. */
    LINE,
    /** The load's query id. */
    LOAD_ID,
    /** When the load began. */
    LOAD_TIME
}
