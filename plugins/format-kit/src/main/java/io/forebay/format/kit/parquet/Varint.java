package io.forebay.format.kit.parquet;

import io.forebay.format.kit.write.RowBytes;

/** Numbers of seven bits a byte, the lowest first. */
final class Varint {
    private Varint() {}

    /** Not negative, or taken as unsigned. */
    static void add(long value, RowBytes out) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.add((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.add((int) left);
    }

    static void zigzag(long value, RowBytes out) {
        add(value << 1 ^ value >> 63, out);
    }
}
