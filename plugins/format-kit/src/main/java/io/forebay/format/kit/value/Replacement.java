package io.forebay.format.kit.value;

import io.forebay.format.kit.bytes.Utf8;

/** ACCEPTINVCHARS: each byte of an invalid character becomes one ASCII character, so that the length stays. */
final class Replacement {
    private final byte character;

    Replacement(byte character) {
        this.character = character;
    }

    boolean needed(byte[] bytes, int from, int to) {
        for (int at = from; at < to; ) {
            int wrong = wrong(bytes, at, to);
            if (wrong > 0) {
                return true;
            }
            at += Utf8.length(bytes[at]);
        }
        return false;
    }

    /** A copy of {@code [from, to)} from index 0, in the cell's scratch space. */
    byte[] apply(byte[] bytes, int from, int to, Cell cell) {
        byte[] copy = cell.scratch(to - from);
        System.arraycopy(bytes, from, copy, 0, to - from);
        int end = to - from;
        for (int at = 0; at < end; ) {
            int wrong = wrong(copy, at, end);
            for (int i = 0; i < wrong; i++) {
                copy[at + i] = character;
            }
            at += wrong > 0 ? wrong : Utf8.length(copy[at]);
        }
        return copy;
    }

    /** The bytes of the invalid character or noncharacter at {@code at}; 0 for a good one. */
    private static int wrong(byte[] bytes, int at, int to) {
        if (Utf8.fault(bytes, at, to) != Utf8.FINE) {
            return Utf8.faultLength(bytes, at, to);
        }
        return Utf8.noncharacter(bytes, at) ? Utf8.length(bytes[at]) : 0;
    }
}
