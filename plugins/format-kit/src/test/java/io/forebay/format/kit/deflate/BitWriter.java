package io.forebay.format.kit.deflate;

import java.io.ByteArrayOutputStream;

/** Writes a stream bit by bit. */
final class BitWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int count;

    /** A number, lowest bit first. */
    BitWriter bits(int value, int width) {
        for (int i = 0; i < width; i++) {
            pending |= (value >>> i & 1) << count++;
            if (count == 8) {
                out.write(pending);
                pending = 0;
                count = 0;
            }
        }
        return this;
    }

    /** A code, highest bit first. */
    BitWriter code(int value, int width) {
        return bits(Integer.reverse(value) >>> 32 - width, width);
    }

    BitWriter block(boolean last, int kind) {
        return bits(last ? 1 : 0, 1).bits(kind, 2);
    }

    /**
     * The header of a block with codes of its own: the code lengths, each written as itself with four bits, so that no
     * length is repeated.
     */
    BitWriter header(int[] lengths, int[] distances) {
        bits(lengths.length - 257, 5).bits(distances.length - 1, 5).bits(15, 4);
        int[] order = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
        for (int symbol : order) {
            bits(symbol < 16 ? 4 : 0, 3);
        }
        for (int length : lengths) {
            code(length, 4);
        }
        for (int distance : distances) {
            code(distance, 4);
        }
        return this;
    }

    /** A symbol of the fixed codes of literals and lengths. */
    BitWriter fixed(int symbol) {
        if (symbol < 144) {
            return code(0x30 + symbol, 8);
        }
        if (symbol < 256) {
            return code(0x190 + symbol - 144, 9);
        }
        return symbol < 280 ? code(symbol - 256, 7) : code(0xC0 + symbol - 280, 8);
    }

    byte[] bytes() {
        return count == 0 ? out.toByteArray() : new BitWriter().join(out.toByteArray(), pending);
    }

    private byte[] join(byte[] whole, int last) {
        out.writeBytes(whole);
        out.write(last);
        return out.toByteArray();
    }
}
