package io.forebay.format.orc.value;

import io.forebay.format.kit.columnar.Values;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;

/** Timestamps, in microseconds: digits behind them are cut off. */
final class MomentSource extends Source {
    private static final long MILLIS = 1000;

    @Override
    int values(ColumnVector vector, int from, int rows, Values into) {
        TimestampColumnVector moments = (TimestampColumnVector) vector;
        long[] longs = into.longs();
        for (int row = 0; row < rows; row++) {
            longs[row] = isNull(into, row) ? 0 : micros(moments, index(vector, from + row));
        }
        return rows;
    }

    /** Since 1970-01-01 00:00; the last or first there is for one that is further away. */
    static long micros(TimestampColumnVector moments, int index) {
        long seconds = Math.floorDiv(moments.time[index], MILLIS);
        long nanos = moments.nanos[index];
        if (nanos < 0 || nanos >= MILLIS * FileTypes.MICROS) {
            throw new IllegalArgumentException("a timestamp has " + nanos + " nanoseconds");
        }
        long limit = Long.MAX_VALUE / FileTypes.MICROS - 1;
        if (Math.abs(seconds) > limit) {
            return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return seconds * FileTypes.MICROS + nanos / MILLIS;
    }
}
