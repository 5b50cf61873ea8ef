package io.forebay.spi.warehouse;

/** Redshift's data types. How a value of each travels is told by {@code Chunk} (in) and {@link Rows} (out). */
public enum TypeKind {
    SMALLINT,
    INTEGER,
    BIGINT,
    DECIMAL,
    REAL,
    DOUBLE,
    BOOLEAN,
    CHAR,
    VARCHAR,
    DATE,
    TIME,
    TIMETZ,
    TIMESTAMP,
    TIMESTAMPTZ,
    SUPER,
    VARBYTE,
    /** A type that Redshift does not have; its values are shown as text. */
    OTHER
}
