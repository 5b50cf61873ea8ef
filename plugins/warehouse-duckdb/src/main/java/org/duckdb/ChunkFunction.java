package org.duckdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A table function that is handed DuckDB's chunk as it is. The driver wraps every column of every chunk in an object of
 * its own, asks for its type, zeroes it and marks all its rows as null.
 *
 * @param <B> what {@code bind} gives
 * @param <I> what {@code init} gives
 * @param <L> what {@code localInit} gives
 */
public interface ChunkFunction<B, I, L> extends DuckDBTableFunction<B, I, L> {
    /**
     * Fills a chunk whose rows are all valid, and of any value.
     *
     * @param init what {@code init} gave
     * @param local what {@code localInit} gave
     * @param chunk the native chunk, good for this call
     * @return how many rows, 0 at the end
     */
    long fill(I init, @Nullable L local, ByteBuffer chunk);

    /** Whether it is told which of its columns a query wants, and fills no others. */
    default boolean projects() {
        return false;
    }

    @Override
    default long apply(DuckDBTableFunctionCallInfo call, DuckDBDataChunkWriter output) {
        throw new UnsupportedOperationException("a chunk is filled as it is");
    }

    /** Makes the function known in the database of a connection. @param parameters the types of its parameters */
    static void register(
            DuckDBConnection connection, String name, ChunkFunction<?, ?, ?> function, DuckDBColumnType... parameters)
            throws SQLException {
        ByteBuffer made = DuckDBBindings.duckdb_create_table_function();
        try {
            DuckDBBindings.duckdb_table_function_set_name(made, name.getBytes(StandardCharsets.UTF_8));
            for (DuckDBColumnType parameter : parameters) {
                try (DuckDBLogicalType type = DuckDBLogicalType.of(parameter)) {
                    DuckDBBindings.duckdb_table_function_add_parameter(made, type.logicalTypeRef());
                }
            }
            DuckDBBindings.duckdb_table_function_set_extra_info(made, new Wrapper<>(function));
            DuckDBBindings.duckdb_table_function_supports_projection_pushdown(made, function.projects());
            DuckDBBindings.duckdb_table_function_set_bind(made);
            DuckDBBindings.duckdb_table_function_set_init(made);
            DuckDBBindings.duckdb_table_function_set_local_init(made);
            DuckDBBindings.duckdb_table_function_set_function(made);
            connection.connRefLock.lock();
            try {
                connection.checkOpen();
                if (DuckDBBindings.duckdb_register_table_function(connection.connRef, made) != 0) {
                    throw new SQLException("the table function " + name + " cannot be registered");
                }
            } finally {
                connection.connRefLock.unlock();
            }
        } finally {
            DuckDBBindings.duckdb_destroy_table_function(made);
        }
    }

    /** What the driver's native code calls. */
    final class Wrapper<I, L> extends DuckDBTableFunctionWrapper {
        private final ChunkFunction<?, I, L> function;

        Wrapper(ChunkFunction<?, I, L> function) {
            super(function);
            this.function = function;
        }

        @Override
        @SuppressWarnings("unchecked") // the function itself gave the objects
        public void executeFunction(ByteBuffer info, ByteBuffer chunk) {
            try {
                I init = (I) DuckDBBindings.duckdb_function_get_init_data(info);
                L local = (L) DuckDBBindings.duckdb_function_get_local_init_data(info);
                DuckDBBindings.duckdb_data_chunk_set_size(chunk, function.fill(init, local, chunk));
            } catch (Throwable e) {
                DuckDBBindings.duckdb_function_set_error(info, e.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
