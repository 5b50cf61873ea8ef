package io.forebay.warehouse.duckdb.load;

import io.forebay.warehouse.duckdb.driver.DriverInternals;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The texts of one column of one chunk, one after the other in row order, until DuckDB takes them all at once.
 *
 * <p>DuckDB holds a text as 16 bytes: its length and either up to 12 bytes of it, or the first 4 and an address. All
 * texts of the column are given to DuckDB as one long text; the rows' addresses point into that. So there is one call
 * for each column of a chunk, and none when all its texts are short.
 */
final class TextColumn {
    /** For columns that hold no text; never written. */
    static final TextColumn NONE = new TextColumn(0);

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    private static final int INLINE = 12;
    private static final int PREFIX = 4;
    private static final int NULL = -1;
    private static final int FIRST_BYTES = 1 << 14;
    private static final int KEPT_BYTES = 1 << 22;
    /** Texts of up to so many bytes are copied with what is behind them: that costs less than to look at their length. */
    private static final int FEW = 32;

    /** Bytes behind the last text that may be read and written with it. */
    private static final int SLACK = FEW;

    private final int[] starts;
    private final int[] lengths;
    private byte[] bytes;
    private int end;
    private int longest;
    private boolean anyNull;
    private int lastRow = -1;

    TextColumn(int capacity) {
        starts = new int[capacity];
        lengths = new int[capacity];
        bytes = new byte[capacity == 0 ? 0 : FIRST_BYTES];
    }

    void clear() {
        end = 0;
        longest = 0;
        anyNull = false;
        lastRow = -1;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
    }

    /** The bytes of all texts. */
    int size() {
        return end;
    }

    void set(int row, byte[] from, int offset, int length) {
        start(row, length);
        if (length <= FEW && offset <= from.length - FEW) {
            for (int i = 0; i < FEW; i += Long.BYTES) {
                LONGS.set(bytes, end + i, (long) LONGS.get(from, offset + i));
            }
        } else {
            System.arraycopy(from, offset, bytes, end, length);
        }
        end += length;
    }

    /** Two digits for each byte. */
    void setHex(int row, byte[] from, int offset, int length) {
        start(row, Math.multiplyExact(length, 2));
        for (int i = offset; i < offset + length; i++) {
            bytes[end++] = HEX[(from[i] >> 4) & 15];
            bytes[end++] = HEX[from[i] & 15];
        }
    }

    void setNull(int row) {
        start(row, 0);
        lengths[row] = NULL;
        anyNull = true;
    }

    /** The row that was begun last may be written over. */
    private void start(int row, int length) {
        if (row == lastRow) {
            end = starts[row];
        }
        lastRow = row;
        starts[row] = end;
        lengths[row] = length;
        longest = Math.max(longest, length);
        int needed = Math.addExact(Math.addExact(end, length), SLACK);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }

    /**
     * Fills rows 0 to {@code rows - 1} of a vector whose rows are all valid.
     *
     * @param data its memory
     */
    void assignTo(ByteBuffer vector, ByteBuffer data, int rows) {
        long address = longest > INLINE ? share(vector, data, rows) : 0;
        for (int row = 0; row < rows; row++) {
            if (lengths[row] != NULL) {
                put(data, row, address);
            } else {
                data.putLong(row << 4, 0);
                data.putLong((row << 4) + Long.BYTES, 0);
            }
        }
        if (anyNull) {
            markNulls(DriverInternals.validity(vector, rows), rows);
        }
    }

    private void markNulls(ByteBuffer validity, int rows) {
        long bits = 0;
        for (int row = 0; row < rows; row++) {
            bits |= (lengths[row] == NULL ? 0L : 1L) << row;
            if ((row & 63) == 63 || row == rows - 1) {
                validity.putLong((row >>> 6) << 3, bits);
                bits = 0;
            }
        }
    }

    /** Gives DuckDB all texts as one, in row 0 for a moment. @return where they are in DuckDB's memory */
    private long share(ByteBuffer vector, ByteBuffer data, int rows) {
        int total = lastRow >= rows ? starts[lastRow] : end;
        int shared = Math.max(total, INLINE + 1);
        Arrays.fill(bytes, total, shared, (byte) 0);
        DriverInternals.assignTexts(vector, bytes, new long[] {shared}, shared);
        return data.getLong(Long.BYTES);
    }

    private void put(ByteBuffer data, int row, long address) {
        int length = lengths[row];
        int start = starts[row];
        int first = (int) INTS.get(bytes, start);
        if (length < PREFIX) {
            first &= (1 << length * Byte.SIZE) - 1;
        }
        data.putLong(row << 4, length | (long) first << Integer.SIZE);
        data.putLong(
                (row << 4) + Long.BYTES, length > INLINE ? address + start : rest(start + PREFIX, length - PREFIX));
    }

    /** Up to eight bytes as a number, lowest first. */
    private long rest(int start, int length) {
        if (length <= 0) {
            return 0;
        }
        long all = (long) LONGS.get(bytes, start);
        return length >= Long.BYTES ? all : all & (1L << length * Byte.SIZE) - 1;
    }
}
