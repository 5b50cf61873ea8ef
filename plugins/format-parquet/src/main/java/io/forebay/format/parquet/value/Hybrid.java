package io.forebay.format.parquet.value;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.parquet.page.PageReader;
import java.util.Arrays;

/** Numbers of up to 32 bits in runs of one value and groups of bits: levels, entries of a dictionary, and booleans. */
final class Hybrid {
    private static final int GROUP = 8;

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

    /** Reads the next numbers, of one bit each: 1 is a value, 0 none. @return how many are 1 */
    int readPresence(boolean[] nulls, int count) {
        int present = 0;
        int done = 0;
        while (done < count) {
            int run = run(count - done);
            if (repeated) {
                Arrays.fill(nulls, done, done + run, value == 0);
                present += value == 0 ? 0 : run;
            } else {
                present += bits(nulls, done, run);
            }
            done += run;
        }
        return present;
    }

    /** Reads bits, eight at a time as soon as they start a byte. @return how many are 1 */
    private int bits(boolean[] nulls, int from, int count) {
        int present = 0;
        int end = from + count;
        int to = from;
        while (to < end) {
            int here = bytes[(int) (bit >>> 3)] & 0xFF;
            if ((bit & 7) == 0 && end - to >= GROUP) {
                nulls[to] = (here & 1) == 0;
                nulls[to + 1] = (here & 2) == 0;
                nulls[to + 2] = (here & 4) == 0;
                nulls[to + 3] = (here & 8) == 0;
                nulls[to + 4] = (here & 16) == 0;
                nulls[to + 5] = (here & 32) == 0;
                nulls[to + 6] = (here & 64) == 0;
                nulls[to + 7] = (here & 128) == 0;
                present += Integer.bitCount(here);
                bit += GROUP;
                to += GROUP;
            } else {
                int one = here >>> (bit & 7) & 1;
                nulls[to++] = one == 0;
                present += one;
                bit++;
            }
        }
        return present;
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
