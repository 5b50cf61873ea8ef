package io.forebay.format.kit.columnar;

import io.forebay.spi.warehouse.ColumnType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column in some rows, or the entries of a dictionary. A reader puts in what the file has; {@link
 * Conversion#convert} turns it, in place, into what {@code Chunk} takes. A row that is null has 0 and an empty text.
 * Fields are open as loops run over them; each array has room for {@link #capacity} values once it was asked for. Used
 * by one thread.
 */
public final class Values {
    /** Which arrays hold the values. */
    enum Storage {
        LONG,
        WIDE,
        REAL,
        BYTES;

        private static final int LONG_DIGITS = 18;

        static Storage of(ColumnType type) {
            return switch (type.kind()) {
                case REAL, DOUBLE -> REAL;
                case CHAR, VARCHAR, SUPER, VARBYTE, TIMETZ, OTHER -> BYTES;
                case DECIMAL -> type.precision() > LONG_DIGITS ? WIDE : LONG;
                default -> LONG;
            };
        }
    }

    private static final byte[] EMPTY = {};

    public final int capacity;

    /** The rows that are filled. */
    public int count;

    /** By row; only to be looked at when {@link #anyNull}. */
    public boolean[] nulls;

    public boolean anyNull;
    public long[] longs = {};
    public long[] highs = {};
    public double[] doubles = {};

    /** The text of row i is {@code bytes[i][from[i], from[i] + length[i])}. */
    public byte[][] bytes = {};

    public int[] from = {};
    public int[] length = {};

    private @Nullable Failure[] failures = {};
    private boolean anyFailed;

    public Values(int capacity) {
        this.capacity = capacity;
        this.nulls = new boolean[capacity];
    }

    /** Makes room for numbers. */
    public long[] longs() {
        if (longs.length < capacity) {
            longs = new long[capacity];
        }
        return longs;
    }

    /** Makes room for the high halves of numbers. */
    public long[] highs() {
        if (highs.length < capacity) {
            highs = new long[capacity];
        }
        return highs;
    }

    public double[] doubles() {
        if (doubles.length < capacity) {
            doubles = new double[capacity];
        }
        return doubles;
    }

    /** Makes room for texts. */
    public byte[][] bytes() {
        if (bytes.length < capacity) {
            bytes = new byte[capacity][];
            Arrays.fill(bytes, EMPTY);
            from = new int[capacity];
            length = new int[capacity];
        }
        return bytes;
    }

    /** Forgets what is in it, for so many rows; of texts behind them nothing is kept in memory. */
    public void start(int rows) {
        if (rows < count && bytes.length > 0) {
            Arrays.fill(bytes, rows, count, EMPTY);
        }
        count = rows;
        anyNull = false;
        if (anyFailed) {
            Arrays.fill(failures, null);
            anyFailed = false;
        }
    }

    /** All rows are null. */
    public void allNull(int rows) {
        start(rows);
        Arrays.fill(nulls, 0, rows, true);
        anyNull = true;
    }

    /** Puts a text. */
    public void put(int row, byte[] array, int start, int size) {
        bytes[row] = array;
        from[row] = start;
        length[row] = size;
    }

    /**
     * Moves values that were put one behind the other from row 0 to the rows that are not null, and 0 into the others.
     *
     * @param present how many there are: as many as rows that are not null
     */
    public void spread(int present) {
        spread(longs, present);
        spread(highs, present);
        if (doubles.length > 0) {
            int next = present - 1;
            for (int row = count - 1; row > next; row--) {
                doubles[row] = nulls[row] ? 0 : doubles[next--];
            }
        }
        if (bytes.length > 0) {
            int next = present - 1;
            for (int row = count - 1; row > next; row--) {
                if (nulls[row]) {
                    put(row, EMPTY, 0, 0);
                } else {
                    put(row, bytes[next], from[next], length[next]);
                    next--;
                }
            }
        }
        if (anyFailed) {
            int next = present - 1;
            for (int row = count - 1; row > next; row--) {
                failures[row] = nulls[row] ? null : failures[next--];
            }
        }
    }

    /** Nulls come in no order that a processor could guess: no branch depends on them. */
    private void spread(long[] values, int present) {
        if (values.length == 0) {
            return;
        }
        int next = present - 1;
        int row = count - 1;
        for (; row > next && next >= 0; row--) {
            int there = nulls[row] ? 0 : 1;
            values[row] = values[next] & -there;
            next -= there;
        }
        if (next < 0) {
            Arrays.fill(values, 0, row + 1, 0);
        }
    }

    /** The value of a row cannot be loaded. @param raw as it is in the file */
    public void fail(int row, int code, String reason, String raw) {
        fail(row, new Failure(code, reason, raw));
    }

    private void fail(int row, Failure failure) {
        if (failures.length < capacity) {
            failures = new Failure[capacity];
        }
        failures[row] = failure;
        anyFailed = true;
    }

    /** The value of a row cannot be loaded, for the reason that one of others cannot. @return whether there is one */
    public boolean failAs(int row, Values others, int other) {
        Failure failure = others.failure(other);
        if (failure != null) {
            fail(row, failure);
        }
        return failure != null;
    }

    public boolean anyFailed() {
        return anyFailed;
    }

    @Nullable
    Failure failure(int row) {
        return anyFailed ? failures[row] : null;
    }

    /** The entry of a dictionary that each of the next rows has; puts them from row 0, to be {@link #spread}. */
    public void gather(Values dictionary, int[] ids, int rows) {
        for (int i = 0; i < rows && dictionary.anyFailed; i++) {
            Failure failure = dictionary.failure(ids[i]);
            if (failure != null) {
                fail(i, failure);
            }
        }
        if (dictionary.bytes.length > 0) {
            byte[][] to = bytes();
            for (int i = 0; i < rows; i++) {
                int id = ids[i];
                to[i] = dictionary.bytes[id];
                from[i] = dictionary.from[id];
                length[i] = dictionary.length[id];
            }
        } else if (dictionary.doubles.length > 0) {
            double[] to = doubles();
            for (int i = 0; i < rows; i++) {
                to[i] = dictionary.doubles[ids[i]];
            }
        } else {
            long[] to = longs();
            for (int i = 0; i < rows; i++) {
                to[i] = dictionary.longs[ids[i]];
            }
            if (dictionary.highs.length > 0) {
                long[] high = highs();
                for (int i = 0; i < rows; i++) {
                    high[i] = dictionary.highs[ids[i]];
                }
            }
        }
    }
}
