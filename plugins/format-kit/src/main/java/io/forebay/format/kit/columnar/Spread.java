package io.forebay.format.kit.columnar;

import org.jspecify.annotations.Nullable;

/** Moves values that were put one behind the other to the rows that are not null, from the last one on. Stateless. */
final class Spread {
    private static final byte[] EMPTY = {};

    private Spread() {}

    /** Numbers that are there in runs between nulls. @param values with nulls that are packed */
    static void runs(Values values, int present) {
        int behind = values.count;
        int next = present;
        for (int word = values.count - 1 >>> 6; word >= 0 && next < behind; word--) {
            long left = values.absent[word];
            while (left != 0 && next < behind) {
                int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(left);
                left ^= 1L << bit;
                int row = (word << 6) + bit;
                int run = behind - row - 1;
                next -= run;
                move(values, next, row + 1, run);
                zero(values, row);
                behind = row;
            }
        }
    }

    private static void move(Values values, int from, int to, int run) {
        if (values.narrow) {
            System.arraycopy(values.ints, from, values.ints, to, run);
        } else if (values.doubles.length > 0) {
            System.arraycopy(values.doubles, from, values.doubles, to, run);
        } else if (values.longs.length > 0) {
            System.arraycopy(values.longs, from, values.longs, to, run);
        }
    }

    private static void zero(Values values, int row) {
        if (values.narrow) {
            values.ints[row] = 0;
        } else if (values.doubles.length > 0) {
            values.doubles[row] = 0;
        } else if (values.longs.length > 0) {
            values.longs[row] = 0;
        }
    }

    /** All that rows may have. @param values with nulls by row @param failures of the rows; empty when there is none */
    static void rows(Values values, @Nullable Failure[] failures, int present) {
        values.widen();
        boolean[] nulls = values.nulls;
        int next = present - 1;
        for (int row = values.count - 1; row > next; row--) {
            int from = nulls[row] ? -1 : next--;
            if (values.longs.length > 0) {
                values.longs[row] = from < 0 ? 0 : values.longs[from];
            }
            if (values.highs.length > 0) {
                values.highs[row] = from < 0 ? 0 : values.highs[from];
            }
            if (values.doubles.length > 0) {
                values.doubles[row] = from < 0 ? 0 : values.doubles[from];
            }
            if (values.bytes.length > 0 && from < 0) {
                values.put(row, EMPTY, 0, 0);
            } else if (values.bytes.length > 0) {
                values.put(row, values.bytes[from], values.from[from], values.length[from]);
            }
            if (failures.length > 0) {
                failures[row] = from < 0 ? null : failures[from];
            }
        }
    }
}
