package io.forebay.format.orc.value;

import io.forebay.format.kit.columnar.Values;
import java.util.Arrays;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;

/** Booleans, whole numbers and dates. */
final class LongSource extends Source {
    @Override
    int values(ColumnVector vector, int from, int rows, Values into) {
        long[] values = ((LongColumnVector) vector).vector;
        long[] longs = into.longs();
        if (vector.isRepeating) {
            Arrays.fill(longs, 0, rows, into.anyNull ? 0 : values[0]);
            return rows;
        }
        System.arraycopy(values, from, longs, 0, rows);
        for (int row = 0; into.anyNull && row < rows; row++) {
            longs[row] = into.nulls[row] ? 0 : longs[row];
        }
        return rows;
    }
}
