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
    private static final @Nullable Failure[] NO_FAILURES = {};

    public final int capacity;

    /** The rows that are filled. */
    public int count;

    /** By row; only to be looked at when {@link #anyNull}, and not while the rows are {@link #packed}. */
    public boolean[] nulls;

    /** The rows that are null, 64 to a word with the first one lowest, in the place of {@link #nulls} while {@link #packed}. */
    public long[] absent;

    public boolean packed;

    public boolean anyNull;
    public long[] longs = {};

    /** Numbers of 32 bits, in the place of {@link #longs} while {@link #narrow}. */
    public int[] ints = {};

    /** Whether the rows' numbers are in {@link #ints}. */
    public boolean narrow;

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
        this.absent = new long[capacity + Long.SIZE - 1 >>> 6];
    }

    /** Makes room for numbers. */
    public long[] longs() {
        if (longs.length < capacity) {
            longs = new long[capacity];
        }
        return longs;
    }

    /** Makes room for numbers of 32 bits, and says that they are such. */
    public int[] ints() {
        if (ints.length < capacity) {
            ints = new int[capacity];
        }
        narrow = true;
        return ints;
    }

    /** Whether all numbers, which are narrow, are between these. */
    boolean narrowWithin(long least, long most) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int row = 0; row < count; row++) {
            low = Math.min(low, ints[row]);
            high = Math.max(high, ints[row]);
        }
        return count == 0 || (low >= least && high <= most);
    }

    /** Makes the numbers long, when they are not. */
    public void widen() {
        if (narrow) {
            long[] to = longs();
            for (int row = 0; row < count; row++) {
                to[row] = ints[row];
            }
            narrow = false;
        }
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
        narrow = false;
        packed = false;
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

    /** Says by row which are null. */
    public void unpack() {
        if (packed) {
            for (int row = 0; row < count; row++) {
                nulls[row] = (absent[row >>> 6] >>> row & 1) != 0;
            }
            packed = false;
        }
    }

    /** Says by words which rows are null; null when none is. */
    long @Nullable [] packedNulls() {
        if (anyNull && !packed) {
            Arrays.fill(absent, 0);
            for (int row = 0; row < count; row++) {
                absent[row >>> 6] |= (nulls[row] ? 1L : 0L) << row;
            }
            packed = true;
        }
        return anyNull ? absent : null;
    }

    /**
     * Moves values that were put one behind the other from row 0 to the rows that are not null, and 0 into the others.
     *
     * @param present how many there are: as many as rows that are not null
     */
    public void spread(int present) {
        if (bytes.length > 0 || highs.length > 0 || anyFailed) {
            unpack();
            Spread.rows(this, anyFailed ? failures : NO_FAILURES, present);
        } else {
            packedNulls();
            Spread.runs(this, present);
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
        if (dictionary.narrow) {
            int[] to = ints();
            int[] values = dictionary.ints;
            for (int i = 0; i < rows; i++) {
                to[i] = values[ids[i]];
            }
        } else if (dictionary.bytes.length > 0) {
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
