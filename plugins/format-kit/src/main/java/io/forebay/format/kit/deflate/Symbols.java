package io.forebay.format.kit.deflate;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The literals and matches of a block, into a window. */
final class Symbols {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** The stored bytes that one turn of the fast loop looks at. */
    private static final int READ_AHEAD = 16;

    private static final long REPEATED = 0x0101010101010101L;

    private final BitInput input;
    private final Window window;
    private final CodeLengths codes;

    Symbols(BitInput input, Window window, CodeLengths codes) {
        this.input = input;
        this.window = window;
        this.codes = codes;
    }

    /** Goes on until the window is full, false, or the block has ended, true. */
    boolean read() throws IOException {
        boolean ended = false;
        while (!ended && window.hasRoom()) {
            if (input.end - input.at >= READ_AHEAD) {
                ended = many();
            } else if (!input.fill() || input.end - input.at < READ_AHEAD) {
                ended = one();
            }
        }
        return ended;
    }

    /**
     * As many as there is room and there are stored bytes for. At every turn 56 bits are there: enough for three entries
     * of literals, and after two of them, refilled, for a match of the longest codes. One long method, with the fields
     * in local variables: that is what makes it fast.
     */
    private boolean many() throws IOException {
        byte[] in = input.bytes;
        byte[] out = window.bytes;
        long[] lengths = codes.lengths.entries;
        int[] distances = codes.distances.entries;
        int safe = input.end - READ_AHEAD;
        int at = input.at;
        int to = window.to;
        long bits = input.bits;
        int count = input.count;
        boolean ended = false;
        while (at <= safe && to <= Window.LIMIT) {
            bits |= (long) LONG.get(in, at) << count; // the bits above count are those of the next bytes anyway
            at += 63 - count >>> 3;
            count |= 56;
            long entry = lengths[(int) bits & LengthTable.MASK];
            if (entry < 0) {
                LONG.set(out, to, entry >>> 16);
                to += (int) entry >>> 8 & 15;
                bits >>>= entry;
                count -= (int) entry & 0xFF;
                entry = lengths[(int) bits & LengthTable.MASK];
                if (entry < 0) {
                    LONG.set(out, to, entry >>> 16);
                    to += (int) entry >>> 8 & 15;
                    bits >>>= entry;
                    count -= (int) entry & 0xFF;
                    entry = lengths[(int) bits & LengthTable.MASK];
                    if (entry < 0) {
                        LONG.set(out, to, entry >>> 16);
                        to += (int) entry >>> 8 & 15;
                        bits >>>= entry;
                        count -= (int) entry & 0xFF;
                        continue;
                    }
                }
                bits |= (long) LONG.get(in, at) << count;
                at += 63 - count >>> 3;
                count |= 56;
            }
            if ((entry & LengthTable.EXCEPTION) != 0) {
                if ((entry & LengthTable.SUBTABLE) != 0) {
                    bits >>>= LengthTable.BITS;
                    count -= LengthTable.BITS;
                    entry = lengths[subtable(entry, bits)];
                    if (entry < 0) {
                        out[to++] = (byte) (entry >>> 16);
                        bits >>>= entry;
                        count -= (int) entry & 0xFF;
                        continue;
                    }
                }
                if ((entry & LengthTable.END) != 0) {
                    bits >>>= entry;
                    count -= (int) entry & 0xFF;
                    ended = true;
                    break;
                }
                if ((entry & LengthTable.INVALID) != 0) {
                    throw Codes.damaged("an unknown length");
                }
            }
            int length = ((int) entry >>> 16) + extra(bits, (int) entry);
            bits >>>= entry;
            count -= (int) entry & 0xFF;
            int code = distances[(int) bits & DistanceTable.MASK];
            if (code < 0) {
                if ((code & DistanceTable.SUBTABLE) == 0) {
                    throw Codes.damaged("an unknown distance");
                }
                bits >>>= DistanceTable.BITS;
                count -= DistanceTable.BITS;
                code = distances[subtable(code, bits)];
                if (code < 0) {
                    throw Codes.damaged("an unknown distance");
                }
            }
            int distance = (code >>> 16) + extra(bits, code);
            bits >>>= code;
            count -= code & 0xFF;
            if (distance > to) {
                throw Codes.damaged("a distance before the beginning");
            }
            copy(out, to, distance, length);
            to += length;
        }
        input.at = at;
        input.count = count;
        input.bits = bits & (1L << count) - 1;
        window.to = to;
        return ended;
    }

    /** One entry, near the end of what is stored; true for the block's end. */
    private boolean one() throws IOException {
        input.look(Codes.LONGEST + 5);
        long entry = codes.lengths.entries[(int) input.bits & LengthTable.MASK];
        if ((entry & LengthTable.SUBTABLE) != 0) {
            input.skip(LengthTable.BITS);
            entry = codes.lengths.entries[subtable(entry, input.bits)];
        }
        int extra = extra(input.bits, (int) entry);
        input.skip((int) entry & 0xFF);
        if (entry < 0) {
            LONG.set(window.bytes, window.to, entry >>> 16);
            window.to += (int) entry >>> 8 & 15;
            return false;
        }
        if ((entry & LengthTable.INVALID) != 0) {
            throw Codes.damaged("an unknown length");
        }
        if ((entry & LengthTable.END) != 0) {
            return true;
        }
        int length = ((int) entry >>> 16) + extra;
        int distance = distance();
        if (distance > window.to) {
            throw Codes.damaged("a distance before the beginning");
        }
        copy(window.bytes, window.to, distance, length);
        window.to += length;
        return false;
    }

    private int distance() throws IOException {
        input.look(Codes.LONGEST + 13);
        int code = codes.distances.entries[(int) input.bits & DistanceTable.MASK];
        if (code < 0 && (code & DistanceTable.SUBTABLE) != 0) {
            input.skip(DistanceTable.BITS);
            code = codes.distances.entries[subtable(code, input.bits)];
        }
        if (code < 0) {
            throw Codes.damaged("an unknown distance");
        }
        int distance = (code >>> 16) + extra(input.bits, code);
        input.skip(code & 0xFF);
        return distance;
    }

    private static int subtable(long entry, long bits) {
        int low = (int) entry;
        return (low >>> 16 & 0x7FFF) + ((int) bits & (1 << (low >>> 8 & 15)) - 1);
    }

    /** The extra bits of an entry, which follow its code. */
    private static int extra(long bits, int entry) {
        return ((int) bits & (1 << (entry & 31)) - 1) >>> (entry >>> 8 & 15);
    }

    /** Copies inside the window; writes up to seven bytes more. */
    private static void copy(byte[] out, int to, int distance, int length) {
        int from = to - distance;
        int end = to + length;
        if (distance >= 8) {
            do {
                LONG.set(out, to, (long) LONG.get(out, from));
                to += 8;
                from += 8;
            } while (to < end);
        } else if (distance == 1) {
            long repeated = (out[from] & 0xFF) * REPEATED;
            do {
                LONG.set(out, to, repeated);
                to += 8;
            } while (to < end);
        } else {
            do {
                out[to++] = out[from++];
            } while (to < end);
        }
    }
}
