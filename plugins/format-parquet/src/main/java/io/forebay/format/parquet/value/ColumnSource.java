package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Values;

/** One column of the table, from a row group of a file. Used by one thread. */
public interface ColumnSource {
    /** How many rows can be read at once, from 1; only to be called when rows are left. */
    int available();

    /** Puts the next rows into the values, converted. @param rows at most {@link #available} */
    void read(Values values, int rows);

    /** Passes over rows; before any was read. */
    void skip(long rows);

    /** All rows of the row group were read: it is damage when there are more. */
    void end();
}
