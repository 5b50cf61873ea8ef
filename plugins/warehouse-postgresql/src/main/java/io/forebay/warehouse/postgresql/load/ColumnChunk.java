package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk over arrays, one set for each column. Its capacity follows the length of the texts, so that rows of megabytes do
 * not fill the memory. Used for one run of rows after the other, by one thread at a time.
 */
final class ColumnChunk implements Chunk {
    static final int MOST_ROWS = 1024;
    private static final int FIRST_ROWS = 64;

    /** The bytes of text that a chunk should hold at most. */
    private static final int TEXT_BYTES = 2 << 20;

    private static final TextColumn NO_TEXT = new TextColumn(0);
    private static final long[] NONE = {};

    private final long[][] values;
    private final long[][] highs;
    private final boolean[][] nulls;
    private final TextColumn[] texts;
    private int capacity = FIRST_ROWS;

    /** The texts' bytes so far, and the rows that have any of them. */
    private long textBytes;

    private int begun;

    ColumnChunk(List<ColumnType> types) {
        int columns = types.size();
        values = new long[columns][];
        highs = new long[columns][];
        nulls = new boolean[columns][MOST_ROWS];
        texts = new TextColumn[columns];
        for (int column = 0; column < columns; column++) {
            boolean text = isText(types.get(column).kind());
            values[column] = text ? NONE : new long[MOST_ROWS];
            highs[column] = isWide(types.get(column)) ? new long[MOST_ROWS] : NONE;
            texts[column] = text ? new TextColumn(MOST_ROWS) : NO_TEXT;
        }
    }

    /** Whether values come as bytes. */
    static boolean isText(TypeKind kind) {
        return switch (kind) {
            case CHAR, VARCHAR, SUPER, VARBYTE, TIMETZ, OTHER -> true;
            default -> false;
        };
    }

    /** Whether values may need more than 64 bits. */
    static boolean isWide(ColumnType type) {
        return type.kind() == TypeKind.DECIMAL && (type.precision() == 0 || type.precision() > 18);
    }

    /** Begins anew, with fewer rows when the last ones were long and more when they were short. */
    void clear() {
        if (textBytes > TEXT_BYTES) {
            capacity = Math.max(1, (int) (capacity * (long) TEXT_BYTES / textBytes));
        } else if (textBytes < TEXT_BYTES / 4) {
            capacity = Math.min(MOST_ROWS, capacity * 4);
        }
        for (TextColumn text : texts) {
            if (text != NO_TEXT) {
                text.clear();
            }
        }
        textBytes = 0;
        begun = 0;
    }

    /** Less than before once the texts are many megabytes: long ones may follow hundreds of short ones. */
    @Override
    public int capacity() {
        return textBytes > TEXT_BYTES ? Math.min(capacity, begun) : capacity;
    }

    @Override
    public void setNull(int column, int row) {
        nulls[column][row] = true;
        TextColumn text = texts[column];
        if (text != NO_TEXT) {
            text.setNull(row);
            begun = Math.max(begun, row + 1);
        }
    }

    @Override
    public void setLong(int column, int row, long value) {
        nulls[column][row] = false;
        values[column][row] = value;
        if (highs[column] != NONE) {
            highs[column][row] = value >> 63;
        }
    }

    @Override
    public void setWide(int column, int row, long high, long low) {
        nulls[column][row] = false;
        values[column][row] = low;
        highs[column][row] = high;
    }

    @Override
    public void setDouble(int column, int row, double value) {
        nulls[column][row] = false;
        values[column][row] = Double.doubleToRawLongBits(value);
    }

    @Override
    public void setLongs(int column, int row, long[] given, long @Nullable [] absent, int count) {
        if (highs[column] != NONE) {
            Chunk.super.setLongs(column, row, given, absent, count);
            return;
        }
        System.arraycopy(given, 0, values[column], row, count);
        setNulls(column, row, absent, count);
    }

    @Override
    public void setInts(int column, int row, int[] given, long @Nullable [] absent, int count) {
        if (highs[column] != NONE) {
            Chunk.super.setInts(column, row, given, absent, count);
            return;
        }
        long[] into = values[column];
        for (int i = 0; i < count; i++) {
            into[row + i] = given[i];
        }
        setNulls(column, row, absent, count);
    }

    @Override
    public void setDoubles(int column, int row, double[] given, long @Nullable [] absent, int count) {
        long[] into = values[column];
        for (int i = 0; i < count; i++) {
            into[row + i] = Double.doubleToRawLongBits(given[i]);
        }
        setNulls(column, row, absent, count);
    }

    private void setNulls(int column, int row, long @Nullable [] absent, int count) {
        boolean[] into = nulls[column];
        for (int i = 0; i < count; i++) {
            into[row + i] = absent != null && (absent[i >>> 6] >>> i & 1) != 0;
        }
    }

    @Override
    public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
        nulls[column][row] = false;
        texts[column].set(row, bytes, offset, length);
        textBytes += length;
        begun = Math.max(begun, row + 1);
    }

    boolean isNull(int column, int row) {
        return nulls[column][row];
    }

    /** What {@link #setLong} was given, the bits of what {@link #setDouble} was, or the low half of a wide value. */
    long value(int column, int row) {
        return values[column][row];
    }

    /** The high half of a wide value. */
    long high(int column, int row) {
        return highs[column][row];
    }

    TextColumn text(int column) {
        return texts[column];
    }
}
