package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.page.Page;

/** Reads the values of pages of one encoding, as they are stored. Used by one thread. */
interface Decoder {
    /**
     * Turns to the values of a page.
     *
     * @param page readable for {@code Words.SLACK} bytes behind its end
     * @param most the values that it has at most, nulls not counted
     */
    void start(Page page, int most);

    /**
     * Puts the next values into rows 0 to {@code count - 1}: into {@code longs} those of BOOLEAN, INT32 and INT64, into
     * {@code doubles} those of FLOAT and DOUBLE, and into {@code bytes} all others. Failures are damage.
     */
    void read(Values into, int count);
}
