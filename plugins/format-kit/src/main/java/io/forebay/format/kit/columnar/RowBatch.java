package io.forebay.format.kit.columnar;

import io.forebay.format.kit.block.ErrorText;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.RejectedRows;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a columnar file, column by column, on their way into a chunk. A row of which a value has failed, or is null
 * where the column takes none, is no row of the chunk: its first such value is told. Used by one thread.
 */
public final class RowBatch {
    private static final Failure MISSING = new Failure(LoadError.MISSING_DATA, "Missing data for not-null field", "");

    private final ObjectUri object;
    private final Column[] columns;
    private final Values[] values;
    private final ChunkColumn[] targets;

    /** The rows that are none, while some are. */
    private final boolean[] bad;

    /** @param capacity the most rows */
    public RowBatch(ObjectUri object, Column[] columns, int capacity) {
        this.object = object;
        this.columns = columns.clone();
        this.values = new Values[columns.length];
        this.targets = new ChunkColumn[columns.length];
        this.bad = new boolean[capacity];
        for (int column = 0; column < columns.length; column++) {
            values[column] = new Values(capacity);
            targets[column] = new ChunkColumn(column, columns[column].type());
        }
    }

    /** What a column is to be filled from: to be filled and converted before {@link #fill}, each with as many rows. */
    public Values values(int column) {
        return values[column];
    }

    /**
     * Fills rows of the chunk with all rows that are good.
     *
     * @param rows how many there are
     * @param firstRow the number in the file of the first of them, from 1
     * @return how many rows of the chunk were filled, or -1 when {@code rejects} said to stop; then none was
     */
    public int fill(Chunk chunk, int fromRow, int rows, long firstRow, RejectedRows rejects) {
        boolean[] skipped = null;
        int good = rows;
        if (anyBad(rows)) {
            skipped = bad;
            settle();
            for (int row = 0; row < rows; row++) {
                if (bad[row]) {
                    good--;
                    if (!rejects.reject(rejected(row, firstRow + row))) {
                        return -1;
                    }
                }
            }
        }
        for (int column = 0; column < values.length; column++) {
            targets[column].fill(chunk, fromRow, values[column], rows, skipped);
        }
        if (chunk.wantsLines()) {
            int to = fromRow;
            for (int row = 0; row < rows; row++) {
                if (skipped == null || !skipped[row]) {
                    chunk.setLine(to++, firstRow + row);
                }
            }
        }
        return good;
    }

    /** Marks the rows that are none. */
    private boolean anyBad(int rows) {
        boolean any = false;
        for (int column = 0; column < values.length; column++) {
            boolean missing = values[column].anyNull && !columns[column].nullable();
            if (missing || values[column].anyFailed()) {
                if (!any) {
                    Arrays.fill(bad, 0, rows, false);
                }
                any = true;
                values[column].unpack();
                for (int row = 0; row < rows; row++) {
                    bad[row] |= failure(column, row) != null;
                }
            }
        }
        return any;
    }

    /** Makes all values such that one row after the other can be looked at. */
    private void settle() {
        for (Values each : values) {
            each.widen();
            each.unpack();
        }
    }

    private @Nullable Failure failure(int column, int row) {
        Values of = values[column];
        return of.anyNull && of.nulls[row] ? columns[column].nullable() ? null : MISSING : of.failure(row);
    }

    private RejectedRow rejected(int row, long number) {
        int column = 0;
        Failure failure = failure(0, row);
        while (failure == null) {
            failure = failure(++column, row);
        }
        return new RejectedRow(
                object,
                number,
                columns[column],
                -1,
                ErrorText.shown(RowText.of(columns, values, this::raw, row)),
                ErrorText.shown(failure.raw()),
                failure.code(),
                ErrorText.reason(null, failure.reason()));
    }

    /** The value as it is in the file; null for one that did not fail. */
    private @Nullable String raw(int column, int row) {
        Failure failure = values[column].failure(row);
        return failure == null ? null : failure.raw();
    }
}
