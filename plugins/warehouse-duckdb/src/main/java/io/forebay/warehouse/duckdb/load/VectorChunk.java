package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.duckdb.driver.DriverInternals;
import io.forebay.warehouse.duckdb.driver.DuckDbErrors;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.jspecify.annotations.Nullable;

/**
 * A chunk over DuckDB's vectors: fixed-width values are written to DuckDB's memory as they come, texts are gathered
 * column by column and handed over by {@link #finish}. Its capacity follows the length of the texts, so that rows of
 * megabytes do not fill the memory. Used for one chunk after the other, by one thread at a time.
 */
final class VectorChunk implements Chunk {
    private static final int MOST_ROWS = 2048;
    private static final int FIRST_ROWS = 64;
    /** The bytes of text that a chunk should hold at most. */
    private static final int TEXT_BYTES = 8 << 20;

    private static final byte BYTE = 0;
    private static final byte SHORT = 1;
    private static final byte INT = 2;
    private static final byte LONG = 3;
    private static final byte HUGE = 4;
    private static final byte FLOAT = 5;
    private static final byte DOUBLE = 6;
    private static final byte TEXT = 7;
    private static final byte HEX = 8;

    /** Bytes of a value in DuckDB's memory, by storage. */
    private static final int[] WIDTHS = {1, 2, 4, 8, 16, 4, 8, 16, 16};

    private final byte[] storage;
    private final ByteBuffer[] data;
    private final NullMask[] nulls;
    private final ByteBuffer[] vectors;
    private final TextColumn[] texts;

    /** Values that are narrower than a long, on their way. */
    private final int[] ints = new int[MOST_ROWS];

    private final short[] shorts = new short[MOST_ROWS];
    private int capacity = FIRST_ROWS;
    private boolean known;

    /** The texts' bytes so far, and the rows that have any of them. */
    private long textBytes;

    private int begun;

    VectorChunk(List<ColumnType> types) {
        int columns = types.size();
        storage = new byte[columns];
        data = new ByteBuffer[columns];
        nulls = new NullMask[columns];
        vectors = new ByteBuffer[columns];
        texts = new TextColumn[columns];
        for (int column = 0; column < columns; column++) {
            storage[column] = storage(types.get(column));
            nulls[column] = new NullMask(MOST_ROWS);
            texts[column] = storage[column] >= TEXT ? new TextColumn(MOST_ROWS) : TextColumn.NONE;
        }
    }

    /** Adds a column that {@link VectorChunk} writes as the type to a table function's result. */
    static void declare(DuckDBTableFunctionBindInfo info, String name, ColumnType type) {
        try (DuckDBLogicalType logical = type.kind() == TypeKind.DECIMAL
                ? DuckDBLogicalType.decimal(type.precision(), type.scale())
                : DuckDBLogicalType.of(carried(type))) {
            info.addResultColumn(name, logical);
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e, "");
        }
    }

    private static DuckDBColumnType carried(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT -> DuckDBColumnType.SMALLINT;
            case INTEGER -> DuckDBColumnType.INTEGER;
            case BIGINT -> DuckDBColumnType.BIGINT;
            case REAL -> DuckDBColumnType.FLOAT;
            case DOUBLE -> DuckDBColumnType.DOUBLE;
            case BOOLEAN -> DuckDBColumnType.BOOLEAN;
            case DATE -> DuckDBColumnType.DATE;
            case TIME, TIMESTAMP -> DuckDBColumnType.TIMESTAMP;
            case TIMESTAMPTZ -> DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE;
            case CHAR, VARCHAR, SUPER, VARBYTE, TIMETZ -> DuckDBColumnType.VARCHAR;
            case DECIMAL, OTHER ->
                throw new ForebayException(
                        CommonError.NOT_SUPPORTED, "a column of type " + type.sqlName() + " cannot be loaded");
        };
    }

    private static byte storage(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> BYTE;
            case SMALLINT -> SHORT;
            case INTEGER, DATE -> INT;
            case BIGINT, TIME, TIMESTAMP, TIMESTAMPTZ -> LONG;
            case REAL -> FLOAT;
            case DOUBLE -> DOUBLE;
            case DECIMAL ->
                switch (DuckDbTypes.decimalWidth(type.precision())) {
                    case 2 -> SHORT;
                    case 4 -> INT;
                    case 8 -> LONG;
                    default -> HUGE;
                };
            case VARBYTE -> HEX;
            case CHAR, VARCHAR, SUPER, TIMETZ, OTHER -> TEXT;
        };
    }

    /** Starts a new chunk over DuckDB's memory. */
    void attach(ByteBuffer chunk) {
        for (int column = 0; column < storage.length; column++) {
            ByteBuffer vector = DriverInternals.vector(chunk, column);
            vectors[column] = vector;
            data[column] = DriverInternals.read(vector, (long) MOST_ROWS * WIDTHS[storage[column]]);
            nulls[column].attach(vector);
            if (storage[column] >= TEXT) {
                texts[column].clear();
            }
            if (!known && DriverInternals.readValidity(vector, 1) != null) {
                throw new LinkageError("DuckDB's chunks are not those of duckdb_jdbc 2.0.0.1: rows are null at first");
            }
        }
        known = true;
        textBytes = 0;
        begun = 0;
    }

    /** Hands the texts of rows 0 to {@code rows - 1} over. */
    void finish(int rows) {
        for (int column = 0; column < storage.length && rows > 0; column++) {
            if (storage[column] >= TEXT) {
                texts[column].assignTo(vectors[column], data[column], rows);
            }
        }
        adapt();
    }

    /** Fewer rows when the texts are long, more when they are short. */
    private void adapt() {
        long bytes = 0;
        for (TextColumn text : texts) {
            bytes += text.size();
        }
        if (bytes > TEXT_BYTES) {
            capacity = Math.max(1, (int) ((long) capacity * TEXT_BYTES / bytes));
        } else if (bytes < TEXT_BYTES / 4) {
            capacity = Math.min(MOST_ROWS, capacity * 4);
        }
    }

    /** Less than before once the texts are many megabytes: long ones may follow thousands of short ones. */
    @Override
    public int capacity() {
        return textBytes > TEXT_BYTES ? Math.min(capacity, begun) : capacity;
    }

    @Override
    public void setNull(int column, int row) {
        if (storage[column] >= TEXT) {
            texts[column].setNull(row);
            begun = Math.max(begun, row + 1);
            return;
        }
        nulls[column].setNull(row);
    }

    @Override
    public void setLong(int column, int row, long value) {
        nulls[column].setValid(row);
        ByteBuffer values = data[column];
        switch (storage[column]) {
            case BYTE -> values.put(row, (byte) value);
            case SHORT -> values.putShort(row << 1, (short) value);
            case INT -> values.putInt(row << 2, (int) value);
            case LONG -> values.putLong(row << 3, value);
            case HUGE -> putWide(values, row, value >> 63, value);
            default -> throw new IllegalArgumentException("column " + column + " takes no whole numbers");
        }
    }

    @Override
    public void setWide(int column, int row, long high, long low) {
        nulls[column].setValid(row);
        putWide(data[column], row, high, low);
    }

    @Override
    public void setDouble(int column, int row, double value) {
        nulls[column].setValid(row);
        if (storage[column] == FLOAT) {
            data[column].putFloat(row << 2, (float) value);
        } else {
            data[column].putDouble(row << 3, value);
        }
    }

    @Override
    public void setLongs(int column, int row, long[] values, long @Nullable [] absent, int count) {
        ByteBuffer into = data[column];
        switch (storage[column]) {
            case SHORT -> {
                for (int i = 0; i < count; i++) {
                    shorts[i] = (short) values[i];
                }
                into.asShortBuffer().put(row, shorts, 0, count);
            }
            case INT -> {
                for (int i = 0; i < count; i++) {
                    ints[i] = (int) values[i];
                }
                into.asIntBuffer().put(row, ints, 0, count);
            }
            case LONG -> into.asLongBuffer().put(row, values, 0, count);
            default -> {
                Chunk.super.setLongs(column, row, values, absent, count);
                return;
            }
        }
        nulls[column].set(row, absent, count);
    }

    @Override
    public void setInts(int column, int row, int[] values, long @Nullable [] absent, int count) {
        if (storage[column] != INT) {
            Chunk.super.setInts(column, row, values, absent, count);
            return;
        }
        data[column].asIntBuffer().put(row, values, 0, count);
        nulls[column].set(row, absent, count);
    }

    @Override
    public void setDoubles(int column, int row, double[] values, long @Nullable [] absent, int count) {
        if (storage[column] != DOUBLE) {
            Chunk.super.setDoubles(column, row, values, absent, count);
            return;
        }
        data[column].asDoubleBuffer().put(row, values, 0, count);
        nulls[column].set(row, absent, count);
    }

    @Override
    public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
        textBytes += length;
        begun = Math.max(begun, row + 1);
        if (storage[column] == HEX) {
            texts[column].setHex(row, bytes, offset, length);
        } else {
            texts[column].set(row, bytes, offset, length);
        }
    }

    private static void putWide(ByteBuffer values, int row, long high, long low) {
        values.putLong(row << 4, low);
        values.putLong((row << 4) + 8, high);
    }
}
