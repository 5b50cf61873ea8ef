package io.forebay.warehouse.duckdb.load;

import io.forebay.warehouse.duckdb.driver.DriverInternals;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of one column of a chunk are null. DuckDB hears of it when the first one is: it stores a column without nulls
 * faster. Used for one chunk after the other, by one thread at a time.
 */
final class NullMask {
    private static final int NONE = -1;

    private final int rows;
    private ByteBuffer vector = ByteBuffer.allocate(0);

    /** A bit for each row, 64 to a word and the first one lowest: 1 for a value; null while no row is null. */
    private @Nullable ByteBuffer valid;

    /** The row that was set to null last: it alone may have to become valid again. */
    private int lastNull = NONE;

    /** @param rows the most rows of a chunk */
    NullMask(int rows) {
        this.rows = rows;
    }

    /** Turns to a vector whose rows are all valid. */
    void attach(ByteBuffer next) {
        vector = next;
        valid = null;
        lastNull = NONE;
    }

    void setNull(int row) {
        clear(row >>> 6, 1L << row);
        lastNull = row;
    }

    /** The row has a value, whatever it had before. */
    void setValid(int row) {
        if (lastNull == row) {
            ByteBuffer bits = bits();
            int at = (row >>> 6) << 3;
            bits.putLong(at, bits.getLong(at) | 1L << row);
            lastNull = NONE;
        }
    }

    /** Rows {@code row} and up were set. @param nulls as {@link io.forebay.spi.format.Chunk#setLongs} has them */
    void set(int row, long @Nullable [] nulls, int count) {
        if (count == 0) {
            return;
        }
        setValid(row);
        if (nulls == null) {
            return;
        }
        int shift = row & Long.SIZE - 1;
        for (int done = 0; done < count; done += Long.SIZE) {
            long none = nulls[done >>> 6] & -1L >>> Math.max(0, Long.SIZE - (count - done));
            if (none != 0) {
                int word = row + done >>> 6;
                clear(word, none << shift);
                if (shift > 0 && none >>> Long.SIZE - shift != 0) {
                    clear(word + 1, none >>> Long.SIZE - shift);
                }
            }
        }
        int last = count - 1;
        lastNull = (nulls[last >>> 6] >>> last & 1) != 0 ? row + last : NONE;
    }

    private void clear(int word, long nulls) {
        ByteBuffer bits = bits();
        bits.putLong(word << 3, bits.getLong(word << 3) & ~nulls);
    }

    private ByteBuffer bits() {
        ByteBuffer bits = valid;
        if (bits == null) {
            bits = DriverInternals.validity(vector, rows);
            valid = bits;
        }
        return bits;
    }
}
