package io.forebay.format.delimited;

import io.forebay.format.kit.bytes.Words;

/** Text in which a delimiter always delimits and a newline always ends: the common case, eight bytes a step. */
final class LineSplitter extends Splitter {
    private static final long NEWLINES = Words.repeat((byte) '\n');

    private final long delimiters;

    LineSplitter(byte delimiter) {
        delimiters = Words.repeat(delimiter);
    }

    @Override
    int split(byte[] bytes, int from, int limit, Fields fields) {
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
            nuls |= Words.nuls(word) & before;
            tops |= word & before;
            long mask = Words.matches(word, delimiters) & before;
            while (mask != 0) {
                int delimiter = at + Words.first(mask);
                end[count++] = delimiter;
                start[count] = delimiter + 1;
                mask &= mask - 1;
            }
            count = count >= most ? tooMany(fields) : count;
            if (newlines != 0) {
                int newline = at + Words.first(newlines);
                end[count] = newline;
                fields.count = Math.min(count + 1, most);
                fields.nul = nuls != 0;
                fields.ascii = (tops & Words.TOP_BITS) == 0;
                fields.endLine(bytes, newline);
                return newline + 1;
            }
        }
    }

    /** Keeps the first field too many; what follows goes over the place behind it. */
    private static int tooMany(Fields fields) {
        int last = fields.most();
        fields.start[last] = fields.end[last - 1] + 1;
        return last;
    }
}
