package io.forebay.spi;

/**
 * The kind of an error. Each plug-in owns an enum of them; a name that was removed is not used again. Two codes are
 * the same error when their names are equal.
 */
public interface ErrorCode {
    /** Upper-case words with underscores, unique over all plug-ins. */
    String name();

    Blame blame();

    Effect effect();

    /** Five characters, as listed in PostgreSQL's manual, appendix A; Redshift uses the same. */
    String sqlState();
}
