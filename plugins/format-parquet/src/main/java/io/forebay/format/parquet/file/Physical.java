package io.forebay.format.parquet.file;

import java.util.Locale;
import org.apache.parquet.format.Type;

/** How values are stored. */
public enum Physical {
    BOOLEAN(0),
    INT32(4),
    INT64(8),
    INT96(12),
    FLOAT(4),
    DOUBLE(8),
    /** A length of four bytes, and so many bytes. */
    BINARY(0),
    FIXED(0),
    /** No value, but others below it. */
    GROUP(0);

    private final int size;

    Physical(int size) {
        this.size = size;
    }

    /** The bytes of a value where all have the same number; else 0. */
    public int size() {
        return size;
    }

    String shown() {
        return this == FIXED ? "fixed_len_byte_array" : name().toLowerCase(Locale.ROOT);
    }

    static Physical of(Type type) {
        return switch (type) {
            case BOOLEAN -> BOOLEAN;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case INT96 -> INT96;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case BYTE_ARRAY -> BINARY;
            case FIXED_LEN_BYTE_ARRAY -> FIXED;
        };
    }
}
