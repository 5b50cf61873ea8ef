package io.forebay.format.parquet.page;

import java.io.IOException;

/**
 * Expands blocks of LZ4; every length is checked against both arrays. SOURCE: "LZ4 Block Format Description"; Apache
 * Parquet format, {@code Compression.md}, for what the old codec LZ4 has around its blocks, and for when it has nothing.
 */
final class Lz4Block {
    private static final int LEAST_MATCH = 4;
    private static final int PREFIX = 8;

    private final byte[] in;
    private final int end;
    private int at;

    private Lz4Block(byte[] in, int from, int end) {
        this.in = in;
        this.at = from;
        this.end = end;
    }

    /** One block, to exactly {@code out[to, last)}. */
    static void expand(byte[] in, int from, int end, byte[] out, int to, int last) throws IOException {
        new Lz4Block(in, from, end).expand(out, to, last);
    }

    private void expand(byte[] out, int first, int last) throws IOException {
        int to = first;
        while (true) {
            int token = next();
            int literals = length(token >>> 4);
            if (literals > end - at || literals > last - to) {
                throw new IOException("a length in it is impossible");
            }
            System.arraycopy(in, at, out, to, literals);
            at += literals;
            to += literals;
            if (at == end) {
                break;
            }
            int back = next() | next() << 8;
            long size = (long) length(token & 0x0F) + LEAST_MATCH;
            if (back < 1 || back > to - first || size > last - to) {
                throw new IOException("a reference in it is impossible");
            }
            copy(out, to, back, (int) size);
            to += (int) size;
        }
        if (to != last) {
            throw new IOException("it expands to " + (to - first) + " bytes instead of " + (last - first));
        }
    }

    private static void copy(byte[] out, int to, int back, int size) {
        if (back >= size) {
            System.arraycopy(out, to - back, out, to, size);
            return;
        }
        for (int i = to; i < to + size; i++) {
            out[i] = out[i - back];
        }
    }

    private int length(int nibble) throws IOException {
        int length = nibble;
        if (nibble == 15) {
            int next;
            do {
                next = next();
                length += next;
                if (length < 0) {
                    throw new IOException("a length in it is impossible");
                }
            } while (next == 255);
        }
        return length;
    }

    private int next() throws IOException {
        if (at >= end) {
            throw new IOException("its end is missing");
        }
        return in[at++] & 0xFF;
    }

    /** Blocks as Hadoop's codec writes them, each behind its two lengths; or one block alone, as others wrote it. */
    static void expandHadoop(byte[] in, int from, int end, byte[] out, int to, int last) throws IOException {
        if (!framed(in, from, end, last - to)) {
            expand(in, from, end, out, to, last);
            return;
        }
        int at = from;
        int filled = to;
        while (at < end) {
            int size = end - at < PREFIX ? -1 : number(in, at);
            int packed = end - at < PREFIX ? -1 : number(in, at + 4);
            if (size < 0 || packed < 0 || size > last - filled || packed > end - at - PREFIX) {
                throw new IOException("the length of a block is impossible");
            }
            expand(in, at + PREFIX, at + PREFIX + packed, out, filled, filled + size);
            at += PREFIX + packed;
            filled += size;
        }
        if (filled != last) {
            throw new IOException("it expands to " + (filled - to) + " bytes instead of " + (last - to));
        }
    }

    /** Whether lengths that lead from block to block and add up are in front of the blocks. */
    private static boolean framed(byte[] in, int from, int end, int size) {
        int at = from;
        long left = size;
        while (end - at >= PREFIX) {
            int block = number(in, at);
            int packed = number(in, at + 4);
            if (block < 0 || packed < 0 || block > left || packed > end - at - PREFIX) {
                return false;
            }
            left -= block;
            at += PREFIX + packed;
        }
        return at == end && left == 0;
    }

    private static int number(byte[] in, int at) {
        return in[at] << 24 | (in[at + 1] & 0xFF) << 16 | (in[at + 2] & 0xFF) << 8 | in[at + 3] & 0xFF;
    }
}
