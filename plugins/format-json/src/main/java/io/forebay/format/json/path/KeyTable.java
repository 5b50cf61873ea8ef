package io.forebay.format.json.path;

import io.forebay.format.kit.bytes.Utf8;
import io.forebay.format.kit.bytes.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Names of members, looked up by their bytes. Immutable. */
public final class KeyTable {
    private static final int NONE = -1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final byte[][] names;
    private final boolean ignoreCase;
    private final int[] table;

    /** @param names of those that are the same without their case, the first is found */
    KeyTable(List<String> names, boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
        this.names = new byte[names.size()][];
        this.table = new int[Integer.highestOneBit(Math.max(4, names.size())) * 4];
        Arrays.fill(table, NONE);
        for (int i = 0; i < this.names.length; i++) {
            String name = names.get(i);
            byte[] bytes = (ignoreCase ? name.toLowerCase(Locale.ROOT) : name).getBytes(StandardCharsets.UTF_8);
            this.names[i] = bytes;
            byte[] padded = Arrays.copyOf(bytes, bytes.length + Words.SLACK);
            if (probe(padded, 0, bytes.length) == NONE) {
                insert(padded, bytes.length, i);
            }
        }
    }

    int size() {
        return names.length;
    }

    /**
     * The name that the bytes are, or -1.
     *
     * @param bytes the name without quotes and escapes; readable for SLACK bytes behind {@code to}
     */
    public int find(byte[] bytes, int from, int to) {
        if (!ignoreCase) {
            return probe(bytes, from, to);
        }
        byte[] folded = new byte[to - from + Words.SLACK];
        int length = to - from;
        if (Utf8.ascii(bytes, from, to)) {
            for (int i = 0; i < length; i++) {
                byte letter = bytes[from + i];
                folded[i] = letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
            }
        } else {
            byte[] lower = new String(bytes, from, length, StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT)
                    .getBytes(StandardCharsets.UTF_8);
            length = lower.length;
            folded = Arrays.copyOf(lower, length + Words.SLACK);
        }
        return probe(folded, 0, length);
    }

    private int probe(byte[] bytes, int from, int to) {
        int place = hash(bytes, from, to) & (table.length - 1);
        while (table[place] != NONE) {
            byte[] name = names[table[place]];
            if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return table[place];
            }
            place = (place + 1) & (table.length - 1);
        }
        return NONE;
    }

    private void insert(byte[] bytes, int length, int name) {
        int place = hash(bytes, 0, length) & (table.length - 1);
        while (table[place] != NONE) {
            place = (place + 1) & (table.length - 1);
        }
        table[place] = name;
    }

    private static int hash(byte[] bytes, int from, int to) {
        long hash = to - from;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = (hash ^ Words.load(bytes, at)) * SPREAD;
            hash ^= hash >>> 32;
        }
        int rest = to - at;
        if (rest > 0) {
            hash = (hash ^ (Words.load(bytes, at) << (64 - 8 * rest))) * SPREAD;
        }
        return (int) (hash >>> 40);
    }
}
