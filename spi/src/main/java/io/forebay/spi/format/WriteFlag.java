package io.forebay.spi.format;

/** What of a file's text is switched on. */
public enum WriteFlag {
    /** A first line of column names in every file. */
    HEADER,
    /** Quotes around every field. */
    ADDQUOTES,
    /** A backslash before line breaks, delimiters, backslashes and, with ADDQUOTES, quotes. */
    ESCAPE
}
