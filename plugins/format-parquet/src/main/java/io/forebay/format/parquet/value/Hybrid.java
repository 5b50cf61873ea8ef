package io.forebay.format.parquet.value;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.parquet.page.PageReader;
import java.util.Arrays;

/** Numbers of up to 32 bits in runs of one value and groups of bits: levels, entries of a dictionary, and booleans. */
final class Hybrid {
    private static final int GROUP = 8;
    private static final int MOST_BITS = 56;

    private final PageReader pages;
    private final String what;
    private byte[] bytes = {};
    private int at;
    private int end;
    private int width;

    /** What is left of the run: of one value, or of bits that start at a place. */
    private int left;

    private boolean repeated;
    private int value;
    private long bit;

    /** @param what the numbers are, for messages */
    Hybrid(PageReader pages, String what) {
        this.pages = pages;
        this.what = what;
    }

    /** @param page readable for {@link Words#SLACK} bytes behind its end */
    void start(byte[] page, int from, int to, int bits) {
        bytes = page;
        at = from;
        end = to;
        width = bits;
        left = 0;
        if (bits > Integer.SIZE) {
            throw pages.damaged("has " + what + " of " + bits + " bits");
        }
    }

    /** Reads the next numbers; as unsigned ones they have 32 bits. */
    void read(int[] into, int count) {
        int done = 0;
        while (done < count) {
            int run = run(count - done);
            if (repeated) {
                Arrays.fill(into, done, done + run, value);
            } else {
                unpack(into, done, run);
            }
            done += run;
        }
    }

    /**
     * Reads the next numbers, of one bit each: 1 is a value, 0 none.
     *
     * @param absent becomes the bits of those that are none, 64 to a word and the first one lowest
     * @return how many are 1
     */
    int readPresence(long[] absent, int count) {
        Arrays.fill(absent, 0, count + Long.SIZE - 1 >>> 6, 0);
        int missing = 0;
        int done = 0;
        while (done < count) {
            int run = run(count - done);
            if (!repeated || value == 0) {
                missing += readAbsent(absent, done, run);
            }
            done += run;
        }
        return count - missing;
    }

    /** Up to 56 bits at a time: as many as one load surely has. @return how many are none */
    private int readAbsent(long[] absent, int from, int count) {
        int missing = 0;
        for (int at = from; at < from + count; ) {
            int bits = Math.min(Math.min(MOST_BITS, from + count - at), Long.SIZE - (at & Long.SIZE - 1));
            long there = repeated ? 0 : Words.load(bytes, (int) (bit >>> 3)) >>> (bit & 7);
            long none = ~there & (1L << bits) - 1;
            absent[at >>> 6] |= none << at;
            missing += Long.bitCount(none);
            bit += bits;
            at += bits;
        }
        return missing;
    }

    /** Takes up to so many numbers of the run that is open, or of the next. @return how many, from 1 */
    private int run(int most) {
        while (left == 0) {
            open();
        }
        int run = Math.min(left, most);
        left -= run;
        return run;
    }

    private void open() {
        long head = varint();
        long count = head >>> 1;
        repeated = (head & 1) == 0;
        if (repeated) {
            if (count > Integer.MAX_VALUE) {
                throw pages.damaged("has a run of " + count + " " + what);
            }
            left = (int) count;
            int size = (width + 7) / 8;
            if (size > end - at) {
                throw cut();
            }
            value = 0;
            for (int i = 0; i < size; i++) {
                value |= (bytes[at++] & 0xFF) << 8 * i;
            }
            if (width < Integer.SIZE && value >>> width != 0) {
                throw pages.damaged("has " + what + " of more than " + width + " bits");
            }
            return;
        }
        // Some writers leave out bytes of the last group that no number is in.
        long bits = Math.min(count * GROUP * width, (long) (end - at) * 8);
        left = (int) Math.min(Integer.MAX_VALUE, width == 0 ? count * GROUP : bits / width);
        bit = (long) at << 3;
        at += (int) Math.min(end - at, (count * GROUP * width + 7) / 8);
    }

    private void unpack(int[] into, int from, int count) {
        long mask = (1L << width) - 1;
        long place = bit;
        for (int i = from; i < from + count; i++) {
            into[i] = (int) (Words.load(bytes, (int) (place >>> 3)) >>> (place & 7) & mask);
            place += width;
        }
        bit = place;
    }

    private long varint() {
        long number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at >= end) {
                throw cut();
            }
            byte next = bytes[at++];
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw pages.damaged("has a run of " + what + " whose length has more than five bytes");
    }

    private RuntimeException cut() {
        return pages.damaged("has fewer " + what + " than values");
    }
}
