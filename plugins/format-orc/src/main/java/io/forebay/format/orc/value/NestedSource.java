package io.forebay.format.orc.value;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.kit.value.LoadError;
import io.forebay.format.orc.file.TypeTree;
import java.util.Arrays;
import org.apache.orc.TypeDescription;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;

/** Lists, maps, structs and unions, as JSON. Takes fewer rows than it could when their texts are long. */
final class NestedSource extends Source {
    /** Redshift's limit for SUPER. */
    static final int MOST_JSON = 16 << 20;

    private static final int ENOUGH = 4 << 20;
    private static final byte[] NONE = new byte[Words.SLACK];

    private final TypeDescription type;
    private final JsonWriter json;
    private final Text text = new Text(MOST_JSON);

    NestedSource(TypeDescription type, TypeTree tree) {
        this.type = type;
        this.json = new JsonWriter(tree, type);
    }

    @Override
    public boolean nested() {
        return true;
    }

    @Override
    int values(ColumnVector vector, int from, int rows, Values into) {
        into.bytes();
        long sum = 0;
        int row = 0;
        while (row < rows && sum < ENOUGH) {
            if (isNull(into, row)) {
                into.put(row, NONE, 0, 0);
            } else {
                json.write(vector, type, from + row, text.clear());
                sum += text.length();
                put(into, row);
            }
            row++;
        }
        return row;
    }

    private void put(Values into, int row) {
        if (text.full()) {
            into.put(row, NONE, 0, 0);
            into.fail(row, LoadError.OUT_OF_RANGE, "JSON text of more than 16 MB", "");
        } else {
            into.put(row, Arrays.copyOf(text.bytes(), text.length() + Words.SLACK), 0, text.length());
        }
    }
}
