package io.forebay.warehouse.postgresql.load;

import java.util.Arrays;

/** The bytes of one column of one chunk, one value behind the other in row order. Used by one thread at a time. */
final class TextColumn {
    private static final int FIRST_BYTES = 1 << 12;
    private static final int KEPT_BYTES = 1 << 20;

    private final int[] starts;
    private final int[] lengths;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int end;
    private int lastRow = -1;

    TextColumn(int rows) {
        starts = new int[rows];
        lengths = new int[rows];
    }

    /** Begins anew; what one long value has taken is given back. */
    void clear() {
        end = 0;
        lastRow = -1;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
    }

    /** The row that was begun last may be written over. */
    void set(int row, byte[] from, int offset, int length) {
        if (row == lastRow) {
            end = starts[row];
        }
        lastRow = row;
        starts[row] = end;
        lengths[row] = length;
        if (length > bytes.length - end) {
            grow(Math.addExact(end, length));
        }
        System.arraycopy(from, offset, bytes, end, length);
        end += length;
    }

    private void grow(int needed) {
        bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
    }

    void setNull(int row) {
        set(row, bytes, 0, 0);
    }

    /** The bytes of all values. */
    int size() {
        return end;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int row) {
        return starts[row];
    }

    int length(int row) {
        return lengths[row];
    }
}
