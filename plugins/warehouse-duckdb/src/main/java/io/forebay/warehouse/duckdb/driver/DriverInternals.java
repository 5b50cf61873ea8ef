package io.forebay.warehouse.duckdb.driver;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The parts of duckdb_jdbc 2.0.0.1 that it does not publish: the memory of vectors, the chunks of a result with its
 * error, and the interrupt. One class, so that a new driver is checked in one place; a driver without them fails here,
 * at start. All buffers are direct, in the machine's byte order, and live as long as their chunk.
 */
public final class DriverInternals {
    private static final VarHandle RESULT = field(DuckDBChunkedResult.class, "resultRef");
    private static final VarHandle CONNECTION = field(DuckDBConnection.class, "connRef");

    private static final MethodHandle ASSIGN = bound(
            "duckdb_vector_assign_string_elements",
            void.class,
            ByteBuffer.class,
            long.class,
            byte[].class,
            long[].class,
            int.class);
    private static final MethodHandle ENSURE_VALIDITY =
            bound("duckdb_vector_ensure_validity_writable", void.class, ByteBuffer.class);
    private static final MethodHandle FETCH = bound("duckdb_fetch_chunk", ByteBuffer.class, ByteBuffer.class);
    private static final MethodHandle DESTROY = bound("duckdb_destroy_data_chunk", void.class, ByteBuffer.class);
    private static final MethodHandle SIZE = bound("duckdb_data_chunk_get_size", long.class, ByteBuffer.class);
    private static final MethodHandle GET_VECTOR =
            bound("duckdb_data_chunk_get_vector", ByteBuffer.class, ByteBuffer.class, long.class);
    private static final MethodHandle GET_DATA =
            bound("duckdb_vector_get_data", ByteBuffer.class, ByteBuffer.class, long.class);
    private static final MethodHandle GET_VALIDITY =
            bound("duckdb_vector_get_validity", ByteBuffer.class, ByteBuffer.class, long.class);
    private static final MethodHandle GET_STRING =
            bound("duckdb_vector_get_string", byte[].class, ByteBuffer.class, long.class);
    private static final MethodHandle RESULT_ERROR = bound("duckdb_result_error", byte[].class, ByteBuffer.class);
    private static final MethodHandle INTERRUPT =
            method("org.duckdb.DuckDBNative", "duckdb_jdbc_interrupt", void.class, ByteBuffer.class);

    private DriverInternals() {}

    /** One bit a row, 64 to a long, 1 for a value; all 1 at first. To be asked for once a chunk, for one with nulls. */
    public static ByteBuffer validity(ByteBuffer vector, int rows) {
        try {
            ENSURE_VALIDITY.invokeExact(vector);
        } catch (Throwable e) {
            throw unchecked(e);
        }
        return Objects.requireNonNull(readValidity(vector, rows));
    }

    /**
     * Fills rows 0 and up of a text vector.
     *
     * @param bytes the texts one after the other, valid UTF-8
     * @param lengths one for each row; -1 is null
     */
    public static void assignTexts(ByteBuffer vector, byte[] bytes, long[] lengths, int total) {
        try {
            ASSIGN.invokeExact(vector, 0L, bytes, lengths, total);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    public static ByteBuffer result(DuckDBChunkedResult result) {
        return (ByteBuffer) RESULT.get(result);
    }

    /** The next chunk, null at the end and also after an error: ask {@link #error} then. */
    public static @Nullable ByteBuffer fetch(ByteBuffer result) {
        try {
            return (ByteBuffer) FETCH.invokeExact(result);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    public static void destroy(ByteBuffer chunk) {
        try {
            DESTROY.invokeExact(chunk);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    public static int rows(ByteBuffer chunk) {
        try {
            return (int) (long) SIZE.invokeExact(chunk);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    public static ByteBuffer vector(ByteBuffer chunk, long column) {
        try {
            return (ByteBuffer) GET_VECTOR.invokeExact(chunk, column);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    public static ByteBuffer read(ByteBuffer vector, long bytes) {
        try {
            return ((ByteBuffer) GET_DATA.invokeExact(vector, bytes)).order(ByteOrder.nativeOrder());
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** The bits that are 1 for a value; null when no row of the vector is null. */
    public static @Nullable ByteBuffer readValidity(ByteBuffer vector, long rows) {
        try {
            ByteBuffer bits = (ByteBuffer) GET_VALIDITY.invokeExact(vector, rows);
            return bits == null ? null : bits.order(ByteOrder.nativeOrder());
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** The bytes of a text or a blob. @param data as {@link #read} gave it, 16 bytes a row */
    public static byte[] bytes(ByteBuffer data, long row) {
        try {
            return (byte[]) GET_STRING.invokeExact(data, row);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    public static @Nullable String error(ByteBuffer result) {
        try {
            byte[] text = (byte[]) RESULT_ERROR.invokeExact(result);
            return text == null ? null : new String(text, StandardCharsets.UTF_8);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Ends what runs on the connection; the caller holds off the connection's close meanwhile. */
    public static void interrupt(DuckDBConnection connection) {
        ByteBuffer reference = (ByteBuffer) CONNECTION.get(connection);
        if (reference == null) {
            return;
        }
        try {
            INTERRUPT.invokeExact(reference);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static VarHandle field(Class<?> owner, String name) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVarHandle(owner, name, ByteBuffer.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("duckdb_jdbc is not version 2.0.0.1: " + owner.getName() + "." + name, e);
        }
    }

    private static MethodHandle bound(String name, Class<?> result, Class<?>... parameters) {
        return method("org.duckdb.DuckDBBindings", name, result, parameters);
    }

    private static MethodHandle method(String owner, String name, Class<?> result, Class<?>... parameters) {
        try {
            Class<?> type = Class.forName(owner);
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findStatic(type, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("duckdb_jdbc is not version 2.0.0.1: " + owner + "." + name, e);
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
