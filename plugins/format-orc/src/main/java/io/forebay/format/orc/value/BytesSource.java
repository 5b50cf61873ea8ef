package io.forebay.format.orc.value;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.columnar.Values;
import java.util.Arrays;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;

/** Texts and bytes, where they stand. */
final class BytesSource extends Source {
    private static final byte[] NONE = new byte[Words.SLACK];

    @Override
    int values(ColumnVector vector, int from, int rows, Values into) {
        BytesColumnVector texts = (BytesColumnVector) vector;
        into.bytes();
        for (int row = 0; row < rows; row++) {
            if (isNull(into, row)) {
                into.put(row, NONE, 0, 0);
            } else {
                put(texts, index(vector, from + row), into, row);
            }
        }
        return rows;
    }

    /** A text too near to the end of orc-core's array is copied: who parses texts looks a bit behind them. */
    private static void put(BytesColumnVector texts, int index, Values into, int row) {
        byte[] bytes = texts.vector[index];
        int start = texts.start[index];
        int length = texts.length[index];
        if (bytes.length - start - length >= Words.SLACK) {
            into.put(row, bytes, start, length);
        } else {
            into.put(row, Arrays.copyOfRange(bytes, start, start + length + Words.SLACK), 0, length);
        }
    }
}
