package io.forebay.format.json.path;

import io.forebay.format.kit.bytes.Words;
import java.util.Arrays;

/**
 * Remembers which member came after which, and how its name was spelled: the next document of a file mostly has the
 * same. Used by one thread.
 */
public final class KeyOrder {
    /** The place before the first member. */
    public static final int START = -1;

    private static final int UNKNOWN = -1;

    private final int[] next;

    /** The name as it was spelled last, with the quote behind it, as words; no word is half filled but the last. */
    private final long[][] spelled;

    /** The bytes that the last word of a spelling has. */
    private final long[] lastMask;

    private final int[] length;

    public KeyOrder(int members) {
        next = new int[members + 1];
        Arrays.fill(next, UNKNOWN);
        spelled = new long[members][];
        lastMask = new long[members];
        length = new int[members];
    }

    /** The member whose name, as spelled last, is at {@code from} and came after {@code last}; -1 when it is another. */
    public int expected(byte[] bytes, int from, int last) {
        int member = next[last + 1];
        if (member == UNKNOWN) {
            return UNKNOWN;
        }
        long[] words = spelled[member];
        int at = from;
        int whole = words.length - 1;
        for (int i = 0; i < whole; i++, at += 8) {
            if (Words.load(bytes, at) != words[i]) {
                return UNKNOWN;
            }
        }
        return (Words.load(bytes, at) & lastMask[member]) == words[whole] ? member : UNKNOWN;
    }

    /** The bytes of the name of an expected member. */
    public int length(int member) {
        return length[member];
    }

    /** Remembers a name without escapes. @param to the place of its closing quote */
    public void learn(byte[] bytes, int from, int to, int last, int member) {
        int bytesWithQuote = to + 1 - from;
        long[] words = new long[(bytesWithQuote + 7) / 8];
        for (int i = 0; i < words.length; i++) {
            words[i] = Words.load(bytes, from + 8 * i);
        }
        int rest = bytesWithQuote - 8 * (words.length - 1);
        lastMask[member] = -1L >>> (64 - 8 * rest);
        words[words.length - 1] &= lastMask[member];
        spelled[member] = words;
        length[member] = to - from;
        next[last + 1] = member;
    }
}
