package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.page.Page;
import io.forebay.format.parquet.page.PageReader;

/** The values of a page that has no bytes of values. */
final class NothingDecoder implements Decoder {
    private final PageReader pages;

    NothingDecoder(PageReader pages) {
        this.pages = pages;
    }

    @Override
    public void start(Page page, int most) {}

    @Override
    public void read(Values into, int count) {
        if (count > 0) {
            throw pages.damaged("has fewer values than it says");
        }
    }
}
