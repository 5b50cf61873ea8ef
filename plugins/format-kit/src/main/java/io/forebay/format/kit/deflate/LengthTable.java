package io.forebay.format.kit.deflate;

import java.io.IOException;
import java.util.Arrays;

/**
 * Literals and lengths by the next bits. An entry says in bits 0 to 7 how many bits it takes, extra ones included; then
 * <ul>
 *   <li>{@link #LITERAL}: bits 8 to 11 how many literals, which are in bits 16 and on, first one lowest;
 *   <li>{@link #SUBTABLE}: bits 8 to 11 how many more bits choose in the table that starts at bits 16 to 31;
 *   <li>else a length: bits 8 to 11 how long the code is, bits 16 to 24 the length without its extra bits.
 * </ul>
 * Short literals behind each other are one entry.
 */
final class LengthTable {
    static final int BITS = 11;
    static final int MASK = (1 << BITS) - 1;
    static final long LITERAL = 1L << 63;
    static final long SUBTABLE = 1L << 62;
    static final long END = 1L << 61;
    static final long INVALID = 1L << 60;
    static final long EXCEPTION = SUBTABLE | END | INVALID;

    private static final int END_OF_BLOCK = 256;
    private static final int SYMBOLS = 286;
    private static final int MOST_LITERALS = 5;
    private static final long[] PLAIN = plain();

    /** 286 symbols have at most 143 different beginnings of eleven bits that longer codes share. */
    final long[] entries = new long[(1 << BITS) + 144 * (1 << Codes.LONGEST - BITS)];

    private final long[] single = new long[1 << BITS];

    private static long[] plain() {
        long[] plain = new long[288];
        for (int literal = 0; literal < END_OF_BLOCK; literal++) {
            plain[literal] = LITERAL | 1 << 8 | (long) literal << 16;
        }
        plain[END_OF_BLOCK] = END;
        int length = 3;
        for (int symbol = END_OF_BLOCK + 1; symbol < SYMBOLS; symbol++) {
            int extra = symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4;
            plain[symbol] = (long) (symbol == 285 ? 258 : length) << 16 | extra;
            length += 1 << extra;
        }
        plain[286] = INVALID;
        plain[287] = INVALID;
        return plain;
    }

    void build(byte[] lengths, Codes codes, int amount) throws IOException {
        codes.read(lengths, 0, amount, "literals and lengths");
        if (codes.longest < 2) {
            Arrays.fill(single, INVALID);
        }
        int subtable = 1 << BITS;
        int subBits = codes.longest - BITS;
        int prefix = -1;
        int code = 0;
        int before = 0;
        for (int i = 0; i < codes.size; i++) {
            int symbol = codes.symbols[i];
            int length = lengths[symbol];
            code <<= length - before;
            before = length;
            int reversed = Integer.reverse(code) >>> 32 - length;
            code++;
            if (length <= BITS) {
                fill(single, 0, reversed, length, 1 << BITS, entry(symbol, length));
            } else {
                if ((reversed & MASK) != prefix) {
                    prefix = reversed & MASK;
                    single[prefix] = SUBTABLE | (long) subtable << 16 | subBits << 8 | BITS;
                    subtable += 1 << subBits;
                }
                int start = subtable - (1 << subBits);
                fill(entries, start, reversed >>> BITS, length - BITS, 1 << subBits, entry(symbol, length - BITS));
            }
        }
        merge();
    }

    private static void fill(long[] table, int start, int reversed, int length, int size, long entry) {
        for (int i = reversed; i < size; i += 1 << length) {
            table[start + i] = entry;
        }
    }

    /** @param taken the bits of the code that are left to take */
    private static long entry(int symbol, int taken) {
        long plain = PLAIN[symbol];
        return plain < 0 ? plain | taken : plain + taken | taken << 8;
    }

    /** Upwards, so that what follows a short literal is merged already. */
    private void merge() {
        entries[0] = single[0];
        for (int i = 0; i <= MASK; i++) {
            long one = single[i];
            entries[i] = one < 0 ? join(one, i >>> (one & 0xFF)) : one;
        }
    }

    private long join(long one, int rest) {
        int taken = (int) one & 0xFF;
        long more = entries[rest];
        if (!fits(taken, more) || (more >>> 8 & 15) == MOST_LITERALS) {
            more = single[rest];
            if (!fits(taken, more)) {
                return one;
            }
        }
        long count = (more >>> 8 & 15) + 1;
        long literals = (more & ~LITERAL) >>> 16 << 24 | (one & 0xFF0000);
        return LITERAL | literals | count << 8 | taken + (more & 0xFF);
    }

    private static boolean fits(int taken, long more) {
        return more < 0 && taken + (more & 0xFF) <= BITS;
    }
}
