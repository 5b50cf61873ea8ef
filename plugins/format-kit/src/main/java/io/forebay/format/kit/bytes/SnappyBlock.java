package io.forebay.format.kit.bytes;

import java.io.IOException;

/** One block of snappy. SOURCE: google/snappy, "format_description.txt". */
public final class SnappyBlock {
    /** Three bytes may stand for 64. */
    private static final int MOST_EXPANSION = 22;

    private final byte[] in;
    private final int end;
    private final int length;
    private int at;

    /**
     * @param in the block is {@code [from, end)} of it
     * @param most the most bytes that it may expand to
     */
    public SnappyBlock(byte[] in, int from, int end, int most) throws IOException {
        this.in = in;
        this.at = from;
        this.end = end;
        long claimed = 0;
        int shift = 0;
        byte next;
        do {
            next = next();
            claimed |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0 && shift < 35);
        if (next < 0 || claimed > (long) (end - from) * MOST_EXPANSION || claimed > most) {
            throw new IOException("it says that it expands to " + claimed + " bytes; at most " + most + " are read");
        }
        length = (int) claimed;
    }

    /** The bytes that it expands to. */
    public int length() {
        return length;
    }

    /** The bytes and {@link Words#SLACK} behind them, in {@code reuse} when that is large enough; once. */
    public byte[] expand(byte[] reuse) throws IOException {
        byte[] out = reuse.length - Words.SLACK < length ? new byte[length + Words.SLACK] : reuse;
        int to = 0;
        while (at < end) {
            int tag = next() & 0xFF;
            int copied;
            if ((tag & 3) == 0) {
                copied = literal(tag >>> 2);
                if (copied < 1 || copied > end - at || copied > length - to) {
                    throw new IOException("a length in it is impossible");
                }
                System.arraycopy(in, at, out, to, copied);
                at += copied;
            } else {
                copied = (tag & 3) == 1 ? 4 + (tag >>> 2 & 7) : 1 + (tag >>> 2);
                int back = (tag & 3) == 1 ? (tag >>> 5) << 8 | number(1) : number((tag & 3) == 2 ? 2 : 4);
                if (back < 1 || back > to || copied > length - to) {
                    throw new IOException("a reference in it is impossible");
                }
                for (int i = 0; i < copied; i++) {
                    out[to + i] = out[to + i - back];
                }
            }
            to += copied;
        }
        if (to != length) {
            throw new IOException("it expands to " + to + " bytes instead of " + length);
        }
        return out;
    }

    private int literal(int size) throws IOException {
        return 1 + (size < 60 ? size : number(size - 59));
    }

    private int number(int bytes) throws IOException {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (next() & 0xFF) << 8 * i;
        }
        return number;
    }

    private byte next() throws IOException {
        if (at >= end) {
            throw new IOException("its end is missing");
        }
        return in[at++];
    }
}
