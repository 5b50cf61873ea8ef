package io.forebay.format.parquet.value;

import io.forebay.format.parquet.page.PageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;

/**
 * DELTA_BINARY_PACKED, by the library, which reads all numbers of a page at once: what it makes room for is checked before.
 */
final class DeltaNumbers {
    /** Numbers of one page: the library has eight bytes for each. */
    private static final int MOST_NUMBERS = 1 << 24;

    private static final int MOST_BLOCK = 1 << 20;
    private static final int MULTIPLE = 128;
    private static final int MINI_MULTIPLE = 32;

    private final PageReader pages;
    private DeltaBinaryPackingValuesReader reader = new DeltaBinaryPackingValuesReader();
    private int count;
    private int end;
    private long memory;

    DeltaNumbers(PageReader pages) {
        this.pages = pages;
    }

    /** @param most the numbers that there may be */
    void start(byte[] bytes, int from, int to, int most) {
        Head head = new Head(bytes, from, to);
        long block = head.varint();
        long minis = head.varint();
        long total = head.varint();
        if (block < MULTIPLE || block % MULTIPLE != 0 || block > MOST_BLOCK) {
            throw pages.damaged("has blocks of " + block + " deltas");
        }
        if (minis < 1 || block % minis != 0 || block / minis % MINI_MULTIPLE != 0) {
            throw pages.damaged("has " + minis + " groups in a block of " + block + " deltas");
        }
        if (total > most || total > MOST_NUMBERS) {
            throw pages.damaged("says that it has " + total + " deltas in a page of " + most + " values; at most "
                    + MOST_NUMBERS + " are read");
        }
        count = (int) total;
        long needed = (total + block) * Long.BYTES;
        pages.take(Math.max(0, needed - memory));
        memory = Math.max(memory, needed);
        ByteBufferInputStream stream = ByteBufferInputStream.wrap(
                ByteBuffer.wrap(bytes, from, to - from).slice());
        reader = new DeltaBinaryPackingValuesReader();
        try {
            reader.initFromPage(count, stream);
        } catch (IOException | RuntimeException e) { // the library's ways to say that bytes are missing
            throw pages.damaged("has deltas that cannot be read: " + e);
        }
        end = to - stream.available();
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** The place behind them. */
    int end() {
        return end;
    }

    long next() {
        if (count-- == 0) {
            throw pages.damaged("has fewer deltas than values");
        }
        return reader.readLong();
    }

    private final class Head {
        private final byte[] bytes;
        private final int to;
        private int at;

        Head(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.to = to;
        }

        long varint() {
            long number = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                if (at >= to) {
                    break;
                }
                byte next = bytes[at++];
                number |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw pages.damaged("has deltas without a header");
        }
    }
}
