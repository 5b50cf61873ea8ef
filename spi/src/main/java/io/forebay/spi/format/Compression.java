package io.forebay.spi.format;

/** How whole files are compressed; never guessed from a name. */
public enum Compression {
    NONE,
    GZIP,
    BZIP2,
    LZOP,
    ZSTD
}
