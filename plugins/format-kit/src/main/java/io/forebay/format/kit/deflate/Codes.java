package io.forebay.format.kit.deflate;

import java.io.IOException;
import java.util.Arrays;

/**
 * The codes of one alphabet from their lengths (RFC 1951, 3.2.2), in the order of the codes, and what zlib holds against
 * lengths: more codes than there is room for, or fewer, unless it is the one code of one bit.
 */
final class Codes {
    static final int LONGEST = 15;

    private final int[] perLength = new int[LONGEST + 1];
    private final int[] next = new int[LONGEST + 2];
    /** The symbols in the order of their codes. */
    final int[] symbols = new int[288];
    /** How many symbols have a code. */
    int size;
    /** The longest code's bits; 0 when there is none. */
    int longest;

    void read(byte[] lengths, int from, int amount, String what) throws IOException {
        Arrays.fill(perLength, 0);
        for (int i = 0; i < amount; i++) {
            perLength[lengths[from + i]]++;
        }
        size = amount - perLength[0];
        longest = LONGEST;
        while (longest > 0 && perLength[longest] == 0) {
            longest--;
        }
        int room = 1;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            room = (room << 1) - perLength[length];
            if (room < 0) {
                throw damaged("too many codes of " + what);
            }
            next[length] = place;
            place += perLength[length];
        }
        if (room > 0 && longest > 1) {
            throw damaged("too few codes of " + what);
        }
        for (int i = 0; i < amount; i++) {
            int length = lengths[from + i];
            if (length > 0) {
                symbols[next[length]++] = i;
            }
        }
    }

    static IOException damaged(String why) {
        return new IOException("the compressed bytes are damaged (" + why + ")");
    }
}
