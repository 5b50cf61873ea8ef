package io.forebay.contract.warehouse;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.RowSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are held in memory, handed to several feeds a few at a time. Values: null, Number, BigDecimal, Boolean,
 * String or byte[]; dates and times as the numbers that {@link Chunk#setLong} takes.
 */
public final class MemoryRows implements RowSource {
    private static final int AT_ONCE = 1000;

    private final List<ColumnType> types;
    private final List<List<@Nullable Object>> rows;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    public MemoryRows(List<Column> columns, List<List<@Nullable Object>> rows) {
        this.types = columns.stream().map(Column::type).toList();
        this.rows = rows;
    }

    @Override
    public int parallelism() {
        return 2;
    }

    @Override
    public Feed feed() {
        open.incrementAndGet();
        return new Feed() {
            @Override
            public int fill(Chunk chunk) {
                int count = Math.min(chunk.capacity(), AT_ONCE);
                int from = next.getAndAdd(count);
                int to = Math.min(rows.size(), from + count);
                for (int row = from; row < to; row++) {
                    put(chunk, row - from, rows.get(row));
                }
                return Math.max(0, to - from);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    /** Feeds that were not closed. */
    public int openFeeds() {
        return open.get();
    }

    private void put(Chunk chunk, int row, List<@Nullable Object> values) {
        for (int column = 0; column < types.size(); column++) {
            Object value = values.get(column);
            if (value == null) {
                chunk.setNull(column, row);
            } else {
                put(chunk, column, row, value);
            }
        }
    }

    private void put(Chunk chunk, int column, int row, Object value) {
        ColumnType type = types.get(column);
        switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ ->
                chunk.setLong(column, row, ((Number) value).longValue());
            case BOOLEAN -> chunk.setLong(column, row, (Boolean) value ? 1 : 0);
            case REAL, DOUBLE -> chunk.setDouble(column, row, ((Number) value).doubleValue());
            case DECIMAL -> decimal(chunk, column, row, (BigDecimal) value);
            case CHAR, VARCHAR, SUPER, TIMETZ, OTHER ->
                bytes(chunk, column, row, value.toString().getBytes(StandardCharsets.UTF_8));
            case VARBYTE -> bytes(chunk, column, row, (byte[]) value);
        }
    }

    private void decimal(Chunk chunk, int column, int row, BigDecimal value) {
        BigInteger unscaled = value.setScale(types.get(column).scale()).unscaledValue();
        if (types.get(column).precision() <= 18) {
            chunk.setLong(column, row, unscaled.longValueExact());
        } else {
            chunk.setWide(column, row, unscaled.shiftRight(Long.SIZE).longValueExact(), unscaled.longValue());
        }
    }

    private static void bytes(Chunk chunk, int column, int row, byte[] bytes) {
        chunk.setBytes(column, row, bytes, 0, bytes.length);
    }
}
