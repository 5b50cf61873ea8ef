package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Values;

/** The row that is being put together. */
final class RowState {
    private Values values = new Values(0);
    private int row;
    private boolean failed;

    void start(Values into, int next) {
        values = into;
        row = next;
        failed = false;
    }

    /** Whether the next value of the leaf cannot be written; the row has failed then. */
    boolean fails(LeafCursor leaf) {
        boolean fails = leaf.fails(values, row);
        failed |= fails;
        return fails;
    }

    boolean failed() {
        return failed;
    }
}
