package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;

/** As {@link LineSplitter}, until a record has the byte that makes others mean something else. */
abstract class SpecialSplitter extends Splitter {
    private static final long NEWLINES = Words.repeat((byte) '\n');

    final byte delimiter;
    final byte special;
    private final long delimiters;
    private final long specials;

    SpecialSplitter(byte delimiter, byte special) {
        this.delimiter = delimiter;
        this.special = special;
        this.delimiters = Words.repeat(delimiter);
        this.specials = Words.repeat(special);
    }

    /** Byte by byte, from the record's start; see {@link Splitter#split}. */
    abstract int splitSpecial(byte[] bytes, int from, int limit, Fields fields);

    @Override
    final int split(byte[] bytes, int from, int limit, Fields fields) {
        fields.startRecord(from);
        int[] start = fields.start;
        int[] end = fields.end;
        int most = fields.most();
        int count = 0;
        start[0] = from;
        long nuls = 0;
        long tops = 0;
        for (int at = from; ; at += 8) {
            long word = Words.load(bytes, at);
            long newlines = Words.matches(word, NEWLINES);
            long before = newlines == 0 ? -1 : (newlines & -newlines) - 1;
            long mask = Words.matches(word, delimiters) & before;
            if ((Words.matches(word, specials) & before) != 0 || count + Long.bitCount(mask) >= most) {
                fields.startRecord(from);
                return splitSpecial(bytes, from, limit, fields);
            }
            nuls |= Words.nuls(word) & before;
            tops |= word & before;
            while (mask != 0) {
                int found = at + Words.first(mask);
                end[count++] = found;
                start[count] = found + 1;
                mask &= mask - 1;
            }
            if (newlines != 0) {
                int newline = at + Words.first(newlines);
                end[count] = newline;
                fields.count = count + 1;
                fields.nul = nuls != 0;
                fields.ascii = (tops & Words.TOP_BITS) == 0;
                fields.endLine(bytes, newline);
                return newline + 1;
            }
        }
    }

    /** Record by record where the special byte occurs: what it changes may go on over many lines. */
    @Override
    int lastEnd(byte[] bytes, int from, int to, Fields fields) {
        if (Words.find(bytes, from, to, special) < 0) {
            return super.lastEnd(bytes, from, to, fields);
        }
        bytes[to] = '\n';
        int end = from;
        while (end < to) {
            int next = split(bytes, end, to, fields);
            if (next > to) {
                break;
            }
            end = next;
        }
        return end;
    }
}
