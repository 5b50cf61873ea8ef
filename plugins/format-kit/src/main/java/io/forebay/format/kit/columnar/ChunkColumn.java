package io.forebay.format.kit.columnar;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.warehouse.ColumnType;
import org.jspecify.annotations.Nullable;

/** Sets one column of a chunk in row after row. */
final class ChunkColumn {
    private final int column;
    private final Values.Storage storage;

    ChunkColumn(int column, ColumnType type) {
        this.column = column;
        this.storage = Values.Storage.of(type);
    }

    /** @param skipped the rows that are none; null when all are */
    void fill(Chunk chunk, int fromRow, Values values, int rows, boolean @Nullable [] skipped) {
        if (skipped == null && values.narrow) {
            chunk.setInts(column, fromRow, values.ints, values.packedNulls(), rows);
            return;
        }
        values.widen();
        if (skipped == null && storage == Values.Storage.LONG) {
            chunk.setLongs(column, fromRow, values.longs(), values.packedNulls(), rows);
            return;
        }
        if (skipped == null && storage == Values.Storage.REAL) {
            chunk.setDoubles(column, fromRow, values.doubles(), values.packedNulls(), rows);
            return;
        }
        values.unpack();
        if (skipped != null || values.anyNull) {
            fillSome(chunk, fromRow, values, rows, skipped);
            return;
        }
        switch (storage) {
            case LONG, REAL -> throw new IllegalStateException(storage.name());
            case WIDE -> {
                for (int row = 0; row < rows; row++) {
                    chunk.setWide(column, fromRow + row, values.highs[row], values.longs[row]);
                }
            }
            case BYTES -> {
                for (int row = 0; row < rows; row++) {
                    chunk.setBytes(column, fromRow + row, values.bytes[row], values.from[row], values.length[row]);
                }
            }
        }
    }

    private void fillSome(Chunk chunk, int fromRow, Values values, int rows, boolean @Nullable [] skipped) {
        boolean anyNull = values.anyNull;
        int to = fromRow;
        for (int row = 0; row < rows; row++) {
            if (skipped != null && skipped[row]) {
                continue;
            }
            if (anyNull && values.nulls[row]) {
                chunk.setNull(column, to);
            } else {
                set(chunk, to, values, row);
            }
            to++;
        }
    }

    private void set(Chunk chunk, int to, Values values, int row) {
        switch (storage) {
            case LONG -> chunk.setLong(column, to, values.longs[row]);
            case WIDE -> chunk.setWide(column, to, values.highs[row], values.longs[row]);
            case REAL -> chunk.setDouble(column, to, values.doubles[row]);
            case BYTES -> chunk.setBytes(column, to, values.bytes[row], values.from[row], values.length[row]);
        }
    }
}
