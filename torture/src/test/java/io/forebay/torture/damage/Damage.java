package io.forebay.torture.damage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One way to damage a file.
 *
 * @param kind what was done, which tells what may be loaded
 * @param at the byte at which, for messages
 */
record Damage(Kind kind, int at, int bit) {
    /** What happens to the bytes. */
    enum Kind {
        /** The file as it is. */
        NONE,
        CUT,
        FLIP,
        /** Four bytes that may be a length become the largest number, or the largest without a sign. */
        LENGTH,
        /** The file follows itself. */
        TWICE,
        /** Text that is no part of the file follows it. */
        TRAILER
    }

    private static final byte[] TRAILER = "garbage\n".getBytes(StandardCharsets.US_ASCII);
    private static final int EVERY_BIT = 24;

    /** Cuts everywhere, flips each bit at both ends and one bit of the bytes between, and the rest. */
    static List<Damage> all(int length) {
        Random random = new Random(length);
        List<Damage> all = new ArrayList<>(
                List.of(new Damage(Kind.NONE, 0, 0), new Damage(Kind.TWICE, 0, 0), new Damage(Kind.TRAILER, 0, 0)));
        for (int at = 0; at < length; at++) {
            all.add(new Damage(Kind.CUT, at, 0));
            boolean end = at < EVERY_BIT || at >= length - EVERY_BIT;
            for (int bit = 0; bit < (end ? 8 : 1); bit++) {
                all.add(new Damage(Kind.FLIP, at, end ? bit : random.nextInt(8)));
            }
            if (end && at + 4 <= length) {
                all.add(new Damage(Kind.LENGTH, at, random.nextInt(2)));
            }
        }
        return all;
    }

    byte[] apply(byte[] file) {
        byte[] copy = file.clone();
        switch (kind) {
            case CUT -> copy = Arrays.copyOf(file, Math.min(at, file.length));
            case FLIP -> copy[at % copy.length] ^= (byte) (1 << bit);
            case LENGTH -> {
                int from = Math.min(at, copy.length - 4);
                Arrays.fill(copy, from, from + 4, (byte) 0xFF);
                copy[from] = (byte) (bit == 0 ? 0xFF : 0x7F);
            }
            case TWICE -> copy = join(file, file);
            case TRAILER -> copy = join(file, TRAILER);
            case NONE -> {}
        }
        return copy;
    }

    private static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }
}
