package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.page.Page;
import io.forebay.format.parquet.page.PageReader;

/** RLE of booleans: their length in bytes, then runs and bits. */
final class RunDecoder implements Decoder {
    private final PageReader pages;
    private final Hybrid runs;
    private int[] bits = {};

    RunDecoder(PageReader pages) {
        this.pages = pages;
        this.runs = new Hybrid(pages, "booleans");
    }

    @Override
    public void start(Page page, int most) {
        byte[] bytes = page.bytes();
        int at = page.from();
        int room = page.to() - at - Integer.BYTES;
        int length = room < 0
                ? -1
                : bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
        if (most > 0 && (length < 0 || length > room)) {
            throw pages.damaged("says that it has booleans of " + length + " bytes");
        }
        runs.start(bytes, at + Integer.BYTES, at + Integer.BYTES + Math.max(0, length), 1);
    }

    @Override
    public void read(Values into, int count) {
        long[] to = into.longs();
        if (bits.length < count) {
            bits = new int[into.capacity];
        }
        runs.read(bits, count);
        for (int i = 0; i < count; i++) {
            to[i] = bits[i];
        }
    }
}
