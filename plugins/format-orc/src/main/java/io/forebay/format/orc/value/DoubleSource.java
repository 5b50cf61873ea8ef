package io.forebay.format.orc.value;

import io.forebay.format.kit.columnar.Values;
import java.util.Arrays;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;

/** Floats and doubles. */
final class DoubleSource extends Source {
    @Override
    int values(ColumnVector vector, int from, int rows, Values into) {
        double[] values = ((DoubleColumnVector) vector).vector;
        double[] doubles = into.doubles();
        if (vector.isRepeating) {
            Arrays.fill(doubles, 0, rows, into.anyNull ? 0 : values[0]);
            return rows;
        }
        System.arraycopy(values, from, doubles, 0, rows);
        for (int row = 0; into.anyNull && row < rows; row++) {
            doubles[row] = into.nulls[row] ? 0 : doubles[row];
        }
        return rows;
    }
}
