package io.forebay.format.orc.value;

import io.forebay.format.kit.columnar.Values;
import io.forebay.format.orc.file.TypeTree;
import org.apache.orc.TypeDescription;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;

/** Moves values from the vectors of one column. Used by one thread. */
public abstract class Source {
    Source() {}

    /** For values of a type. */
    public static Source of(TypeDescription type, TypeTree tree) {
        return switch (type.getCategory()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, DATE -> new LongSource();
            case FLOAT, DOUBLE -> new DoubleSource();
            case STRING, CHAR, VARCHAR, BINARY, Geometry, Geography -> new BytesSource();
            case TIMESTAMP, TIMESTAMP_INSTANT -> new MomentSource();
            case DECIMAL ->
                FileTypes.of(type).wide() ? new DecimalSource(type.getPrecision(), type.getScale()) : new LongSource();
            case LIST, MAP, STRUCT, UNION -> new NestedSource(type, tree);
        };
    }

    /** Whether {@link #take} may take fewer rows than it is asked for. */
    public boolean nested() {
        return false;
    }

    /**
     * Takes rows of a vector.
     *
     * @param from the first of them in the vector
     * @param rows how many, from 1
     * @return how many were taken, at least one: fewer when they are large
     */
    public int take(ColumnVector vector, int from, int rows, Values into) {
        into.start(rows);
        if (vector.isRepeating && !vector.noNulls && vector.isNull[0]) {
            into.allNull(rows);
        } else if (!vector.isRepeating && !vector.noNulls) {
            boolean any = false;
            for (int row = 0; row < rows; row++) {
                into.nulls[row] = vector.isNull[from + row];
                any |= into.nulls[row];
            }
            into.anyNull = any;
        }
        return values(vector, from, rows, into);
    }

    /** The values of rows that are not null, and 0 or an empty text for the others. @return as {@link #take} */
    abstract int values(ColumnVector vector, int from, int rows, Values into);

    /** Where the value of a row is. @param row in the vector */
    static int index(ColumnVector vector, int row) {
        return vector.isRepeating ? 0 : row;
    }

    static boolean isNull(ColumnVector vector, int row) {
        return !vector.noNulls && vector.isNull[index(vector, row)];
    }

    static boolean isNull(Values values, int row) {
        return values.anyNull && values.nulls[row];
    }
}
