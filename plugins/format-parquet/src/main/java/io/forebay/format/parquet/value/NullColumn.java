package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Values;

/** A column that the file has not. */
public final class NullColumn implements ColumnSource {
    @Override
    public int available() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void read(Values values, int rows) {
        values.allNull(rows);
    }

    @Override
    public void skip(long rows) {}

    @Override
    public void end() {}
}
