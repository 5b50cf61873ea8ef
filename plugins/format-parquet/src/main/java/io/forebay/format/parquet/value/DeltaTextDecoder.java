package io.forebay.format.parquet.value;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.page.Page;
import io.forebay.format.parquet.page.PageReader;
import java.util.Arrays;

/**
 * DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes; and DELTA_BYTE_ARRAY: how much each value shares with the one before
 * it, then the rests in that way.
 */
final class DeltaTextDecoder implements Decoder {
    /** What texts that share their beginnings may become in one call. */
    private static final int MOST_BYTES = 1 << 27;

    private final PageReader pages;
    private final boolean shares;
    private final int size;
    private final DeltaNumbers prefixes;
    private final DeltaNumbers lengths;
    private byte[] bytes = {};
    private int at;
    private int end;
    private byte[] last = {};
    private int lastLength;
    private int memory;

    /**
     * @param shares whether it is DELTA_BYTE_ARRAY
     * @param size of each value; 0 for any
     */
    DeltaTextDecoder(PageReader pages, boolean shares, int size) {
        this.pages = pages;
        this.shares = shares;
        this.size = size;
        this.prefixes = new DeltaNumbers(pages);
        this.lengths = new DeltaNumbers(pages);
    }

    @Override
    public void start(Page page, int most) {
        bytes = page.bytes();
        end = page.to();
        int from = page.from();
        lastLength = 0;
        if (shares) {
            prefixes.start(bytes, from, end, most);
            from = prefixes.end();
        }
        lengths.start(bytes, from, end, most);
        at = lengths.end();
    }

    @Override
    public void read(Values into, int count) {
        into.bytes();
        if (shares) {
            join(into, count);
        } else {
            take(into, count);
        }
        if (count > 0 && lengths.count() == 0 && at != end) {
            // A length is wrong, and with it all values behind it.
            throw pages.damaged("has " + (end - at) + " bytes behind its last value");
        }
    }

    private void take(Values into, int count) {
        for (int i = 0; i < count; i++) {
            int length = length();
            into.put(i, bytes, at, length);
            check(length);
            at += length;
        }
    }

    private void join(Values into, int count) {
        byte[] joined = new byte[1 << 12];
        int to = 0;
        for (int i = 0; i < count; i++) {
            long prefix = prefixes.next();
            int length = length();
            if (prefix < 0 || prefix > lastLength) {
                throw pages.damaged("has a value that shares " + prefix + " bytes with one of " + lastLength);
            }
            int whole = (int) prefix + length;
            if (to + (long) whole > MOST_BYTES) {
                throw pages.damaged("has values that share bytes, of more than " + MOST_BYTES + " in all");
            }
            if (to + whole + Words.SLACK > joined.length) {
                joined = grown(into, i, joined, to + whole);
            }
            System.arraycopy(last, 0, joined, to, (int) prefix);
            System.arraycopy(bytes, at, joined, to + (int) prefix, length);
            at += length;
            keep(joined, to, whole);
            into.put(i, joined, to, whole);
            check(whole);
            to += whole;
        }
    }

    private byte[] grown(Values into, int count, byte[] joined, int needed) {
        int size = (int) Math.min(MOST_BYTES, 2L * needed) + Words.SLACK;
        pages.take(Math.max(0, size - memory));
        memory = Math.max(memory, size);
        byte[] larger = Arrays.copyOf(joined, size);
        for (int i = 0; i < count; i++) {
            into.put(i, larger, into.from[i], into.length[i]);
        }
        return larger;
    }

    private void keep(byte[] joined, int from, int length) {
        if (last.length < length) {
            last = new byte[Math.max(64, 2 * length)];
        }
        System.arraycopy(joined, from, last, 0, length);
        lastLength = length;
    }

    private int length() {
        long length = lengths.next();
        if (length < 0 || length > end - at) {
            throw pages.damaged("has a value of " + length + " bytes, of which " + (end - at) + " are there");
        }
        return (int) length;
    }

    private void check(int length) {
        if (size > 0 && length != size) {
            throw pages.damaged("has a value of " + length + " bytes instead of " + size);
        }
    }
}
