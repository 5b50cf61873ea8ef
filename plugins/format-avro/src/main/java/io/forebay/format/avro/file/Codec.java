package io.forebay.format.avro.file;

import io.forebay.format.kit.source.Damage;

/** How blocks are compressed. SOURCE: Apache Avro 1.12 specification, "Required codecs" and "Optional codecs". */
public enum Codec {
    NULL,
    DEFLATE,
    SNAPPY,
    BZIP2,
    ZSTANDARD;

    static Codec of(String name, Damage damage) {
        return switch (name) {
            case "null" -> NULL;
            case "deflate" -> DEFLATE;
            case "snappy" -> SNAPPY;
            case "bzip2" -> BZIP2;
            case "zstandard" -> ZSTANDARD;
            default ->
                throw damage.unread("its codec is \""
                        + name.substring(0, Math.min(20, name.length()))
                        + "\"; null, deflate, snappy, bzip2 and zstandard are read");
        };
    }
}
