package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import org.duckdb.ChunkFunction;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/** The table function {@code forebay_live_NAME()}: the rows of a {@link LiveTable} as they are when a query starts. */
public final class LiveFunction implements ChunkFunction<LiveTable, LiveFunction.Snapshot, Object> {
    public static final String PREFIX = "forebay_live_";

    private final LiveTable table;

    public LiveFunction(LiveTable table) {
        this.table = table;
    }

    public void register(DuckDBConnection connection) throws SQLException {
        ChunkFunction.register(connection, PREFIX + table.name(), this);
    }

    @Override
    public LiveTable bind(DuckDBTableFunctionBindInfo info) {
        for (ResultColumn column : table.columns()) {
            VectorChunk.declare(info, column.name(), column.type());
        }
        return table;
    }

    @Override
    public Snapshot init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        List<ColumnType> types =
                table.columns().stream().map(ResultColumn::type).toList();
        return new Snapshot(table.rows().get().iterator(), new VectorChunk(types), types);
    }

    @Override
    public long fill(Snapshot snapshot, @Nullable Object local, ByteBuffer output) {
        return snapshot.fill(output);
    }

    /** The rows of one query. */
    static final class Snapshot {
        private final Iterator<List<@Nullable Object>> rows;
        private final VectorChunk chunk;
        private final List<ColumnType> types;

        Snapshot(Iterator<List<@Nullable Object>> rows, VectorChunk chunk, List<ColumnType> types) {
            this.rows = rows;
            this.chunk = chunk;
            this.types = types;
        }

        int fill(ByteBuffer output) {
            chunk.attach(output);
            int row = 0;
            for (; row < chunk.capacity() && rows.hasNext(); row++) {
                List<@Nullable Object> values = rows.next();
                for (int column = 0; column < types.size(); column++) {
                    put(column, row, values.get(column));
                }
            }
            chunk.finish(row);
            return row;
        }

        private void put(int column, int row, @Nullable Object value) {
            if (value == null) {
                chunk.setNull(column, row);
                return;
            }
            switch (types.get(column).kind()) {
                case SMALLINT, INTEGER, BIGINT -> chunk.setLong(column, row, ((Number) value).longValue());
                case BOOLEAN -> chunk.setLong(column, row, (Boolean) value ? 1 : 0);
                case REAL, DOUBLE -> chunk.setDouble(column, row, ((Number) value).doubleValue());
                case TIMESTAMP, TIMESTAMPTZ -> chunk.setLong(column, row, micros(value));
                default -> {
                    byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
                    chunk.setBytes(column, row, bytes, 0, bytes.length);
                }
            }
        }

        private static long micros(Object value) {
            Instant instant = value instanceof LocalDateTime local
                    ? local.toInstant(ZoneOffset.UTC)
                    : value instanceof OffsetDateTime offset ? offset.toInstant() : (Instant) value;
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        }
    }
}
