package io.forebay.format.parquet.value;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.columnar.Conversion;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.kit.value.LoadError;
import io.forebay.format.parquet.file.Node;
import java.util.Arrays;
import java.util.List;

/** A column of lists, maps or structs: its rows as JSON. */
public final class NestedColumn implements ColumnSource {
    /** Redshift's limit for SUPER. */
    private static final int MOST_JSON = 16 << 20;

    private final List<LeafCursor> leaves;
    private final Shape shape;
    private final boolean canBeNull;
    private final Conversion conversion;
    private final long rows;
    private final Text text = new Text(MOST_JSON);
    private final RowState state = new RowState();

    /** @param rows of the row group */
    NestedColumn(Node column, List<LeafCursor> leaves, long rows, Conversion conversion) {
        this.leaves = leaves;
        this.shape = new Shapes(column, leaves).of(column);
        this.canBeNull = column.optional();
        this.rows = rows;
        this.conversion = conversion;
    }

    @Override
    public int available() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void read(Values values, int count) {
        values.start(count);
        values.bytes();
        Arrays.fill(values.nulls, 0, count, false);
        for (int row = 0; row < count; row++) {
            check();
            text.clear();
            if (canBeNull && shape.isNull()) {
                shape.skip();
                values.nulls[row] = true;
                values.anyNull = true;
                values.put(row, text.bytes(), 0, 0);
                continue;
            }
            state.start(values, row);
            shape.write(text, state);
            if (state.failed()) {
                values.put(row, text.bytes(), 0, 0);
            } else if (text.full()) {
                values.fail(row, LoadError.OUT_OF_RANGE, "JSON text of more than 16 MB", "");
                values.put(row, text.bytes(), 0, 0);
            } else {
                values.put(row, Arrays.copyOf(text.bytes(), text.length()), 0, text.length());
            }
        }
        conversion.convert(values);
    }

    /** Each column must be where a row starts. */
    private void check() {
        for (LeafCursor leaf : leaves) {
            if (leaf.atEnd() || leaf.repetition() != 0) {
                throw leaf.damaged("has another number of rows than the columns beside it");
            }
        }
    }

    @Override
    public void skip(long skipped) {
        if (skipped > 0) {
            throw new IllegalStateException("rows of nested columns are read from the first");
        }
    }

    @Override
    public void end() {
        leaves.forEach(leaf -> leaf.end(rows));
    }
}
