package io.forebay.spi.format;

import org.jspecify.annotations.Nullable;

/**
 * What a reader fills: rows of typed columns in the warehouse's own memory. Each column is filled in the order of its rows,
 * from 0 and without a gap; the row that was set last may be written over (one that is rejected is). Whether a reader goes
 * row by row or, for some rows, column by column is left to it: all that counts is that every column of a row is set
 * before the row is told as filled. Used by one thread at a time. Columns count from 0 in the order of {@code
 * ReadRequest.columns()}.
 */
public interface Chunk {
    /** The most rows that fit, from 1. */
    int capacity();

    void setNull(int column, int row);

    /**
     * SMALLINT, INTEGER, BIGINT; BOOLEAN as 0 or 1; DATE as days since 1970-01-01; TIME as microseconds since
     * midnight; TIMESTAMP and TIMESTAMPTZ (UTC) as microseconds since 1970-01-01; DECIMAL of up to 18 digits as
     * value × 10^scale. The value must be in the type's range.
     */
    void setLong(int column, int row, long value);

    /** DECIMAL of 19 to 38 digits as value × 10^scale in two's complement. */
    void setWide(int column, int row, long high, long low);

    /** REAL (already rounded to a float) and DOUBLE. */
    void setDouble(int column, int row, double value);

    /**
     * Sets rows {@code row} and up as {@link #setLong} and {@link #setNull} do.
     *
     * @param values of the rows, from 0
     * @param nulls a bit for each row, from 0, 64 to a word and the first one lowest: 1 for a row that is null; null when
     *     none is
     */
    default void setLongs(int column, int row, long[] values, long @Nullable [] nulls, int count) {
        for (int i = 0; i < count; i++) {
            if (nulls != null && (nulls[i >>> 6] >>> i & 1) != 0) {
                setNull(column, row + i);
            } else {
                setLong(column, row + i, values[i]);
            }
        }
    }

    /** The same for values of 32 bits. */
    default void setInts(int column, int row, int[] values, long @Nullable [] nulls, int count) {
        for (int i = 0; i < count; i++) {
            if (nulls != null && (nulls[i >>> 6] >>> i & 1) != 0) {
                setNull(column, row + i);
            } else {
                setLong(column, row + i, values[i]);
            }
        }
    }

    /** Sets rows {@code row} and up as {@link #setDouble} and {@link #setNull} do; see {@link #setLongs}. */
    default void setDoubles(int column, int row, double[] values, long @Nullable [] nulls, int count) {
        for (int i = 0; i < count; i++) {
            if (nulls != null && (nulls[i >>> 6] >>> i & 1) != 0) {
                setNull(column, row + i);
            } else {
                setDouble(column, row + i, values[i]);
            }
        }
    }

    /** Whether {@link #setLine} must be told. */
    default boolean wantsLines() {
        return false;
    }

    /**
     * The row is complete: told once for each, in their order and behind its columns, when {@link #wantsLines}.
     *
     * @param line the line of its record, as a {@link RejectedRow} would tell it
     */
    default void setLine(int row, long line) {}

    /** CHAR, VARCHAR and SUPER (JSON text) as valid UTF-8; VARBYTE as it is. The bytes are copied before this returns. */
    void setBytes(int column, int row, byte[] bytes, int offset, int length);
}
