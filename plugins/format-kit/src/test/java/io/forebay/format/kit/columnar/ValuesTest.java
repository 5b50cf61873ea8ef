package io.forebay.format.kit.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValuesTest {
    /** A text of one letter may be of a page of megabytes, which is gone from the reader's books when the next is read. */
    @Test
    void keepsNoTextBehindItsRows() {
        Values values = new Values(4);
        values.start(3);
        values.bytes();
        byte[] page = new byte[100];
        for (int row = 0; row < 3; row++) {
            values.put(row, page, row, 1);
        }
        values.start(1);
        assertThat(values.bytes[0]).isSameAs(page);
        assertThat(values.bytes[1]).isEmpty();
        assertThat(values.bytes[2]).isEmpty();
    }
}
