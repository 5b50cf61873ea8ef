package io.forebay.format.kit.bytes;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One block of snappy. Short literals and references are copied eight bytes at a time, a bit too far where there is room,
 * as what is behind is written later. SOURCE: google/snappy, "format_description.txt".
 */
public final class SnappyBlock {
    /** Three bytes may stand for 64. */
    private static final int MOST_EXPANSION = 22;

    private static final int SHORT = 16;
    private static final int WORD = Long.BYTES;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
        expand(out, 0);
        return out;
    }

    /** Expands to {@code [from, from + length())}; {@link Words#SLACK} bytes behind that may be written over. Once. */
    public void expand(byte[] out, int from) throws IOException {
        byte[] bytes = in;
        int to = from;
        int last = from + length;
        int place = at;
        // A tag and the number behind it may be read without a look at the end up to here.
        int safe = end - 1 - Integer.BYTES;
        while (place < end) {
            int tag = bytes[place++] & 0xFF;
            int kind = tag & 3;
            int size;
            int number;
            if (place > safe) {
                at = place;
                size = kind == 0 ? literal(tag >>> 2) : kind == 1 ? 4 + (tag >>> 2 & 7) : 1 + (tag >>> 2);
                number = kind == 0 ? 0 : kind == 1 ? (tag >>> 5) << 8 | number(1) : number(kind == 2 ? 2 : 4);
                place = at;
            } else if (kind == 0) {
                size = 1 + (tag >>> 2);
                number = 0;
                if (size > 60) {
                    at = place;
                    size = literal(tag >>> 2);
                    place = at;
                }
            } else if (kind == 1) {
                size = 4 + (tag >>> 2 & 7);
                number = (tag >>> 5) << 8 | bytes[place++] & 0xFF;
            } else {
                size = 1 + (tag >>> 2);
                number = bytes[place] & 0xFF | (bytes[place + 1] & 0xFF) << 8;
                place += 2;
                if (kind == 3) {
                    number |= (bytes[place] & 0xFF) << 16 | bytes[place + 1] << 24;
                    place += 2;
                }
            }
            if (kind == 0) {
                if (size < 1 || size > end - place || size > last - to) {
                    throw new IOException("a length in it is impossible");
                }
                if (size <= SHORT && place + SHORT <= bytes.length) {
                    LONGS.set(out, to, (long) LONGS.get(bytes, place));
                    LONGS.set(out, to + WORD, (long) LONGS.get(bytes, place + WORD));
                } else {
                    System.arraycopy(bytes, place, out, to, size);
                }
                place += size;
            } else {
                if (number < 1 || number > to - from || size > last - to) {
                    throw new IOException("a reference in it is impossible");
                }
                repeat(out, to, size, number);
            }
            to += size;
        }
        if (to != last) {
            throw new IOException("it expands to " + (to - from) + " bytes instead of " + length);
        }
    }

    /** Copies what is {@code back} bytes before {@code to}, which may reach into the copy. */
    private static void repeat(byte[] out, int to, int size, int back) {
        int from = to - back;
        if (back >= WORD) {
            // The last word starts before the end, so at most seven bytes are written behind it.
            for (int done = 0; done < size; done += WORD) {
                LONGS.set(out, to + done, (long) LONGS.get(out, from + done));
            }
            return;
        }
        for (int i = 0; i < size; i++) {
            out[to + i] = out[from + i];
        }
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
