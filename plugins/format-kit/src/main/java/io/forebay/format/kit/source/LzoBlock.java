package io.forebay.format.kit.source;

import java.io.IOException;

/**
 * Expands one block of LZO1X. SOURCE: "LZO stream format as understood by Linux' LZO decompressor" in the kernel's
 * documentation, which describes the instructions used here. Every copy is checked against both arrays.
 */
final class LzoBlock {
    private static final int NEAR_LIMIT = 0x800;
    private static final int FAR_BASE = 0x4000;

    private final byte[] in;
    private final int inEnd;
    private final byte[] out;
    private final int outEnd;
    private int inAt;
    private int outAt;

    /** Literals that the last instruction copied: 0 to 3, or 4 for more. */
    private int state;

    private LzoBlock(byte[] in, int inEnd, byte[] out, int outEnd) {
        this.in = in;
        this.inEnd = inEnd;
        this.out = out;
        this.outEnd = outEnd;
    }

    /**
     * Expands {@code in[0, inEnd)} to exactly {@code out[0, outEnd)}.
     *
     * @throws IOException when the block is damaged
     */
    static void expand(byte[] in, int inEnd, byte[] out, int outEnd) throws IOException {
        LzoBlock block = new LzoBlock(in, inEnd, out, outEnd);
        block.expand();
        if (block.inAt != inEnd || block.outAt != outEnd) {
            throw damaged();
        }
    }

    private void expand() throws IOException {
        int first = next();
        if (first > 17) {
            copyLiterals(first - 17);
            state = Math.min(4, first - 17);
        } else {
            inAt--;
        }
        boolean more = true;
        while (more) {
            more = instruction(next());
        }
    }

    /** Follows one instruction; false at the end mark. */
    private boolean instruction(int code) throws IOException {
        if (code >= 0x40) {
            int length = code >= 0x80 ? 5 + (code >> 5 & 3) : 3 + (code >> 5 & 1);
            copyMatch((next() << 3) + (code >> 2 & 7) + 1, length, code & 3);
        } else if (code >= 0x20) {
            int length = 2 + length(code & 0x1F, 0x1F);
            int word = nextWord();
            copyMatch((word >> 2) + 1, length, word & 3);
        } else if (code >= 0x10) {
            int length = 2 + length(code & 7, 7);
            int word = nextWord();
            int distance = FAR_BASE + ((code & 8) << 11) + (word >> 2);
            if (distance == FAR_BASE) {
                return false;
            }
            copyMatch(distance, length, word & 3);
        } else {
            low(code);
        }
        return true;
    }

    /** Codes 0 to 15 mean what the literals before them say. */
    private void low(int code) throws IOException {
        if (state == 0) {
            copyLiterals(3 + length(code, 0x0F));
            state = 4;
        } else if (state == 4) {
            copyMatch((next() << 2) + (code >> 2) + NEAR_LIMIT + 1, 3, code & 3);
        } else {
            copyMatch((next() << 2) + (code >> 2) + 1, 2, code & 3);
        }
    }

    /** A length of zero goes on in further bytes: each zero byte adds 255, the first other byte ends it. */
    private int length(int bits, int mask) throws IOException {
        if (bits != 0) {
            return bits;
        }
        int length = mask;
        int next = next();
        while (next == 0) {
            length += 255;
            if (length > outEnd) {
                throw damaged();
            }
            next = next();
        }
        return length + next;
    }

    private void copyLiterals(int length) throws IOException {
        if (length > inEnd - inAt || length > outEnd - outAt) {
            throw damaged();
        }
        System.arraycopy(in, inAt, out, outAt, length);
        inAt += length;
        outAt += length;
    }

    /** Repeats earlier output, which may overlap with what is written, then copies up to three literals. */
    private void copyMatch(int distance, int length, int literals) throws IOException {
        if (distance > outAt || length > outEnd - outAt) {
            throw damaged();
        }
        int from = outAt - distance;
        if (distance >= length) {
            System.arraycopy(out, from, out, outAt, length);
        } else {
            for (int i = 0; i < length; i++) {
                out[outAt + i] = out[from + i];
            }
        }
        outAt += length;
        copyLiterals(literals);
        state = literals;
    }

    private int nextWord() throws IOException {
        return next() | next() << 8;
    }

    private int next() throws IOException {
        if (inAt == inEnd) {
            throw damaged();
        }
        return in[inAt++] & 0xFF;
    }

    private static IOException damaged() {
        return new IOException("a compressed block is damaged");
    }
}
