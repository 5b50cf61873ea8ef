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

    /** The most rows that are ready, and the bytes of JSON from which on no other becomes so. */
    private static final int MOST_ROWS = 64;

    private static final int ENOUGH = 4 << 20;
    private static final byte[] NONE = {};

    private final List<LeafCursor> leaves;
    private final Shape shape;
    private final boolean canBeNull;
    private final Conversion conversion;
    private final long rows;
    private final Text text = new Text(MOST_JSON);
    private final RowState state = new RowState();
    private final Values ready = new Values(MOST_ROWS);

    /** The first row that is ready and not read. */
    private int next;

    private long prepared;

    /** @param rows of the row group */
    NestedColumn(Node column, List<LeafCursor> leaves, long rows, Conversion conversion) {
        this.leaves = leaves;
        this.shape = new Shapes(column, leaves).of(column);
        this.canBeNull = column.optional();
        this.rows = rows;
        this.conversion = conversion;
    }

    /** Puts together the next rows, as many as are small together: rows that are ready are in memory at once. */
    @Override
    public int available() {
        if (next == ready.count) {
            prepare();
        }
        return ready.count - next;
    }

    private void prepare() {
        int most = (int) Math.min(MOST_ROWS, rows - prepared);
        ready.start(most);
        ready.bytes();
        long sum = 0;
        int row = 0;
        while (row < most && sum < ENOUGH) {
            check();
            write(row);
            sum += ready.length[row++];
        }
        ready.count = row;
        prepared += row;
        next = 0;
    }

    private void write(int row) {
        ready.put(row, NONE, 0, 0);
        ready.nulls[row] = canBeNull && shape.isNull();
        if (ready.nulls[row]) {
            ready.anyNull = true;
            shape.skip();
            return;
        }
        text.clear();
        state.start(ready, row);
        shape.write(text, state);
        if (!state.failed() && text.full()) {
            ready.fail(row, LoadError.OUT_OF_RANGE, "JSON text of more than 16 MB", "");
        } else if (!state.failed()) {
            ready.put(row, Arrays.copyOf(text.bytes(), text.length()), 0, text.length());
        }
    }

    @Override
    public void read(Values values, int count) {
        values.start(count);
        values.bytes();
        values.anyNull = ready.anyNull;
        for (int row = 0; row < count; row++, next++) {
            values.nulls[row] = ready.anyNull && ready.nulls[next];
            values.failAs(row, ready, next);
            values.put(row, ready.bytes[next], ready.from[next], ready.length[next]);
            ready.put(next, NONE, 0, 0);
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
