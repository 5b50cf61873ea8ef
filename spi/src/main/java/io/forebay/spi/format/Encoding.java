package io.forebay.spi.format;

/** ENCODING: how characters are stored in the files. UTF16 needs a byte order mark; the other two take one or none. */
public enum Encoding {
    UTF8,
    UTF16,
    UTF16LE,
    UTF16BE
}
