package io.forebay.format.kit.deflate;

import java.io.IOException;
import java.util.Arrays;

/**
 * Distances by the next bits. An entry says in bits 0 to 7 how many bits it takes, extra ones included, in bits 8 to 11
 * how long the code is, in bits 16 to 30 the distance without its extra bits. A negative one is invalid or, with
 * {@link #SUBTABLE}, says in bits 8 to 11 how many more bits choose in the table that starts at bits 16 to 30.
 */
final class DistanceTable {
    static final int BITS = 8;
    static final int MASK = (1 << BITS) - 1;
    static final int EXCEPTION = 1 << 31;
    static final int SUBTABLE = 1 << 12;

    private static final int SYMBOLS = 30;

    /** 32 symbols have at most 16 different beginnings that longer codes share. */
    final int[] entries = new int[(1 << BITS) + 16 * (1 << Codes.LONGEST - BITS)];

    void build(byte[] lengths, int from, Codes codes, int amount) throws IOException {
        codes.read(lengths, from, amount, "distances");
        Arrays.fill(entries, 0, 1 << BITS, EXCEPTION);
        int subtable = 1 << BITS;
        int subBits = codes.longest - BITS;
        int prefix = -1;
        int code = 0;
        int before = 0;
        for (int i = 0; i < codes.size; i++) {
            int symbol = codes.symbols[i];
            int length = lengths[from + symbol];
            code <<= length - before;
            before = length;
            int reversed = Integer.reverse(code) >>> 32 - length;
            code++;
            if (length <= BITS) {
                fill(0, reversed, length, 1 << BITS, entry(symbol, length));
            } else {
                if ((reversed & MASK) != prefix) {
                    prefix = reversed & MASK;
                    entries[prefix] = EXCEPTION | SUBTABLE | subtable << 16 | subBits << 8 | BITS;
                    subtable += 1 << subBits;
                }
                int start = subtable - (1 << subBits);
                fill(start, reversed >>> BITS, length - BITS, 1 << subBits, entry(symbol, length - BITS));
            }
        }
    }

    private void fill(int start, int reversed, int length, int size, int entry) {
        for (int i = reversed; i < size; i += 1 << length) {
            entries[start + i] = entry;
        }
    }

    private static int entry(int symbol, int taken) {
        if (symbol >= SYMBOLS) {
            return EXCEPTION;
        }
        int extra = symbol < 2 ? 0 : symbol / 2 - 1;
        int distance = symbol < 2 ? symbol + 1 : (2 + symbol % 2 << extra) + 1;
        return distance << 16 | taken << 8 | taken + extra;
    }
}
