package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.page.Page;
import io.forebay.format.parquet.page.PageReader;

/** DELTA_BINARY_PACKED of INT32 and INT64. */
final class DeltaDecoder implements Decoder {
    private final DeltaNumbers numbers;
    private final boolean narrow;

    /** @param narrow whether values have 32 bits, in which deltas may overflow */
    DeltaDecoder(PageReader pages, boolean narrow) {
        this.numbers = new DeltaNumbers(pages);
        this.narrow = narrow;
    }

    @Override
    public void start(Page page, int most) {
        numbers.start(page.bytes(), page.from(), page.to(), most);
    }

    @Override
    public void read(Values into, int count) {
        long[] to = into.longs();
        for (int i = 0; i < count; i++) {
            long next = numbers.next();
            to[i] = narrow ? (int) next : next;
        }
    }
}
