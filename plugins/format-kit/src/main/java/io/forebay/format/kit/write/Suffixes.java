package io.forebay.format.kit.write;

import io.forebay.spi.format.Compression;

/** What the names of compressed files end in. SOURCE: Redshift Database Developer Guide, "UNLOAD". */
public final class Suffixes {
    private Suffixes() {}

    public static String of(Compression compression) {
        return switch (compression) {
            case NONE -> "";
            case GZIP -> ".gz";
            case BZIP2 -> ".bz2";
            case ZSTD -> ".zst";
            case LZOP -> ".lzo";
        };
    }
}
