package io.forebay.format.orc.value;

import io.forebay.format.kit.columnar.Values;
import io.forebay.format.kit.value.LoadError;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.serde2.io.HiveDecimalWritable;

/** Decimals of more than 18 digits. */
final class DecimalSource extends Source {
    private final int precision;
    private final int scale;
    private final WideDecimal wide;

    DecimalSource(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
        this.wide = new WideDecimal(precision, scale);
    }

    @Override
    int values(ColumnVector vector, int from, int rows, Values into) {
        HiveDecimalWritable[] decimals = ((DecimalColumnVector) vector).vector;
        long[] longs = into.longs();
        long[] highs = into.highs();
        for (int row = 0; row < rows; row++) {
            longs[row] = 0;
            highs[row] = 0;
            if (isNull(into, row)) {
                continue;
            }
            HiveDecimalWritable decimal = decimals[index(vector, from + row)];
            if (wide.read(decimal)) {
                longs[row] = wide.low();
                highs[row] = wide.high();
            } else {
                into.fail(
                        row,
                        LoadError.OUT_OF_RANGE,
                        "Overflow for the file's own decimal(" + precision + "," + scale + ")",
                        decimal.toString());
            }
        }
        return rows;
    }
}
