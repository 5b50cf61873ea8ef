package io.forebay.spi.warehouse;

/** What may be expected of a function that is called again with the same arguments. */
public enum Volatility {
    /** Anything: it is called for each row. */
    VOLATILE,
    /** The same result within one statement. */
    STABLE,
    /** Always the same result. */
    IMMUTABLE
}
