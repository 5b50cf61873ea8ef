package io.forebay.format.kit.parquet;

import io.forebay.format.kit.write.RowBytes;
import java.util.Arrays;

/** Compresses a block: repeats within 64 KB are found by a table of four-byte hashes. */
final class Snappy {
    private static final int FRAGMENT = 1 << 16;
    private static final int TABLE_BITS = 14;
    private static final int LEAST = 4;
    private static final int MOST = 64;

    private final int[] table = new int[1 << TABLE_BITS];

    /** Adds the compressed form of the first {@code length} bytes. */
    void compress(byte[] bytes, int length, RowBytes out) {
        Varint.add(length, out);
        for (int from = 0; from < length; from += FRAGMENT) {
            fragment(bytes, from, Math.min(length, from + FRAGMENT), out);
        }
    }

    private void fragment(byte[] bytes, int from, int to, RowBytes out) {
        Arrays.fill(table, -1);
        int literal = from;
        int at = from;
        int misses = 0;
        while (at + LEAST <= to) {
            int word = word(bytes, at);
            int slot = word * 0x1e35a7bd >>> 32 - TABLE_BITS;
            int candidate = table[slot];
            table[slot] = at;
            if (candidate < 0 || word(bytes, candidate) != word) {
                at += 1 + (misses++ >> 5);
                continue;
            }
            misses = 0;
            int end = at + LEAST;
            int other = candidate + LEAST;
            while (end < to && bytes[end] == bytes[other]) {
                end++;
                other++;
            }
            literal(bytes, literal, at, out);
            copy(end - at, at - candidate, out);
            at = end;
            literal = end;
        }
        literal(bytes, literal, to, out);
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xff
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    private static void literal(byte[] bytes, int from, int to, RowBytes out) {
        int size = to - from - 1;
        if (size < 0) {
            return;
        }
        if (size < 60) {
            out.add(size << 2);
        } else if (size < 256) {
            out.add(60 << 2).add(size);
        } else {
            out.add(61 << 2).add(size).add(size >> 8);
        }
        out.add(bytes, from, to);
    }

    /** Repeats of up to 64 bytes from up to 64 KB before. */
    private static void copy(int length, int offset, RowBytes out) {
        for (int left = length; left > 0; left -= MOST) {
            int size = Math.min(left, MOST);
            out.add(size - 1 << 2 | 2).add(offset).add(offset >> 8);
        }
    }
}
