package io.forebay.format.orc.file;

import io.forebay.format.kit.source.Damage;
import org.apache.orc.OrcProto;

/** How a file's streams are compressed. SOURCE: Apache ORC Specification v1, "Compression". */
public enum Codec {
    NONE,
    ZLIB,
    SNAPPY,
    LZO,
    LZ4,
    ZSTD,
    BROTLI;

    /** The number of the field {@code compression} in a postscript. */
    private static final int FIELD = 2;

    static Codec of(OrcProto.PostScript postscript, Damage damage) {
        if (postscript.getUnknownFields().hasField(FIELD)) {
            throw damage.unread(
                    "its compression is not one that is known: none, zlib, snappy, lzo, lz4, zstd and brotli"
                            + " are read");
        }
        return switch (postscript.getCompression()) {
            case NONE -> NONE;
            case ZLIB -> ZLIB;
            case SNAPPY -> SNAPPY;
            case LZO -> LZO;
            case LZ4 -> LZ4;
            case ZSTD -> ZSTD;
            case BROTLI -> BROTLI;
        };
    }
}
