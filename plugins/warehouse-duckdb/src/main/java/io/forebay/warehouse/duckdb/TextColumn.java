package io.forebay.warehouse.duckdb;

import java.util.Arrays;
import org.duckdb.DuckDBWritableVector;

/** The texts of one column of one chunk, one after the other in row order, until DuckDB takes them all at once. */
final class TextColumn {
    /** For columns that hold no text; never written. */
    static final TextColumn NONE = new TextColumn(0);

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    private static final int FIRST_BYTES = 1 << 14;

    private final long[] lengths;
    private byte[] bytes;
    private int end;
    private int lastRow = -1;
    private int lastStart;

    TextColumn(int capacity) {
        lengths = new long[capacity];
        bytes = new byte[capacity == 0 ? 0 : FIRST_BYTES];
    }

    void clear() {
        end = 0;
        lastRow = -1;
    }

    void set(int row, byte[] from, int offset, int length) {
        startRow(row);
        reserve(length);
        System.arraycopy(from, offset, bytes, end, length);
        end += length;
        lengths[row] = length;
    }

    /** Two digits for each byte. */
    void setHex(int row, byte[] from, int offset, int length) {
        startRow(row);
        reserve(length * 2);
        for (int i = offset; i < offset + length; i++) {
            bytes[end++] = HEX[(from[i] >> 4) & 15];
            bytes[end++] = HEX[from[i] & 15];
        }
        lengths[row] = length * 2L;
    }

    void setNull(int row) {
        startRow(row);
        lengths[row] = -1;
    }

    void assignTo(DuckDBWritableVector vector, int rows) {
        int total = lastRow >= rows ? lastStart : end;
        long[] taken = rows == lengths.length ? lengths : Arrays.copyOf(lengths, rows);
        DriverInternals.assignTexts(vector, bytes, taken, total);
    }

    /** The row that was begun last may be written over. */
    private void startRow(int row) {
        if (row == lastRow) {
            end = lastStart;
        }
        lastRow = row;
        lastStart = end;
    }

    private void reserve(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(end, more), bytes.length * 2));
        }
    }
}
