package io.forebay.format.kit.deflate;

import java.io.IOException;
import java.util.Arrays;

/** The tables of a block: fixed ones, or those that its header describes (RFC 1951, 3.2.6 and 3.2.7). */
final class CodeLengths {
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int LONGEST_LENGTH_CODE = 7;
    private static final int MOST_LENGTHS = 286;
    private static final int MOST_DISTANCES = 30;
    private static final int END_OF_BLOCK = 256;

    final LengthTable lengths = new LengthTable();
    final DistanceTable distances = new DistanceTable();
    private final Codes codes = new Codes();
    private final byte[] bits = new byte[288 + 32];
    private final byte[] lengthBits = new byte[ORDER.length];
    private final int[] lengthCodes = new int[1 << LONGEST_LENGTH_CODE];
    private boolean fixed;

    void fixed() throws IOException {
        if (!fixed) {
            Arrays.fill(bits, 0, 144, (byte) 8);
            Arrays.fill(bits, 144, 256, (byte) 9);
            Arrays.fill(bits, 256, 280, (byte) 7);
            Arrays.fill(bits, 280, 288, (byte) 8);
            Arrays.fill(bits, 288, 320, (byte) 5);
            lengths.build(bits, codes, 288);
            distances.build(bits, 288, codes, 32);
            fixed = true;
        }
    }

    void read(BitInput input) throws IOException {
        fixed = false;
        int lengthCount = input.take(5) + 257;
        int distanceCount = input.take(5) + 1;
        int given = input.take(4) + 4;
        if (lengthCount > MOST_LENGTHS || distanceCount > MOST_DISTANCES) {
            throw Codes.damaged("too many symbols");
        }
        Arrays.fill(lengthBits, (byte) 0);
        for (int i = 0; i < given; i++) {
            lengthBits[ORDER[i]] = (byte) input.take(3);
        }
        buildLengthCodes();
        readBits(input, lengthCount + distanceCount);
        if (bits[END_OF_BLOCK] == 0) {
            throw Codes.damaged("a block without an end");
        }
        lengths.build(bits, codes, lengthCount);
        distances.build(bits, lengthCount, codes, distanceCount);
    }

    private void buildLengthCodes() throws IOException {
        codes.read(lengthBits, 0, lengthBits.length, "code lengths");
        if (codes.size < 2) {
            // zlib takes one code of one bit for other alphabets only
            throw Codes.damaged("too few codes of code lengths");
        }
        int code = 0;
        int before = 0;
        for (int i = 0; i < codes.size; i++) {
            int symbol = codes.symbols[i];
            int length = lengthBits[symbol];
            code <<= length - before;
            before = length;
            for (int at = Integer.reverse(code) >>> 32 - length; at < lengthCodes.length; at += 1 << length) {
                lengthCodes[at] = symbol << 8 | length;
            }
            code++;
        }
    }

    private void readBits(BitInput input, int amount) throws IOException {
        int at = 0;
        while (at < amount) {
            input.look(LONGEST_LENGTH_CODE);
            int entry = lengthCodes[(int) input.bits & lengthCodes.length - 1];
            input.skip(entry & 0xFF);
            int symbol = entry >> 8;
            if (symbol < 16) {
                bits[at++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && at == 0) {
                throw Codes.damaged("a length is repeated before the first");
            }
            byte repeated = symbol == 16 ? bits[at - 1] : 0;
            int times = symbol == 16 ? 3 + input.take(2) : symbol == 17 ? 3 + input.take(3) : 11 + input.take(7);
            if (at + times > amount) {
                throw Codes.damaged("a length is repeated too often");
            }
            Arrays.fill(bits, at, at + times, repeated);
            at += times;
        }
    }
}
