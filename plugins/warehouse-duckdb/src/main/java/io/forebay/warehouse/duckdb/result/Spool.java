package io.forebay.warehouse.duckdb.result;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows that are left of a result out of the connection: to memory, and to a scratch file when they are many. */
public final class Spool {
    private static final int MEMORY_BYTES = 1 << 20;

    private final List<ResultColumn> columns;
    private final Path folder;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private DataOutputStream out = new DataOutputStream(memory);
    private @Nullable Path file;
    private long rows;

    public Spool(List<ResultColumn> columns, Path folder) {
        this.columns = columns;
        this.folder = folder;
    }

    /**
     * Reads the cursor to its end.
     *
     * @param onRow whether the cursor stands on a row that is still wanted
     * @return the same rows; its first row is the one the cursor stood on, if any
     */
    public Cursor drain(Cursor from, boolean onRow) {
        try {
            if (onRow) {
                add(from);
            }
            while (from.next()) {
                add(from);
            }
            out.close();
            return new SpoolCursor(columns, rows, memory.toByteArray(), file);
        } catch (IOException e) {
            discard();
            throw new ForebayException(CommonError.DISK_FULL, "a result could not be kept in " + folder + ": " + e, e);
        } catch (RuntimeException e) {
            discard();
            throw e;
        }
    }

    private void add(Cursor from) throws IOException {
        for (int column = 0; column < columns.size(); column++) {
            boolean present = !from.isNull(column);
            out.writeBoolean(present);
            if (present) {
                write(from, column, columns.get(column).type().kind());
            }
        }
        rows++;
        if (file == null && memory.size() > MEMORY_BYTES) {
            spill();
        }
    }

    private void write(Cursor from, int column, TypeKind kind) throws IOException {
        switch (kind) {
            case SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> out.writeLong(from.longAt(column));
            case REAL, DOUBLE -> out.writeDouble(from.doubleAt(column));
            case BOOLEAN -> out.writeBoolean(from.booleanAt(column));
            case DECIMAL -> {
                BigDecimal value = from.decimalAt(column);
                out.writeInt(value.scale());
                bytes(value.unscaledValue().toByteArray());
            }
            case CHAR, VARCHAR, SUPER, TIMETZ, OTHER ->
                bytes(from.textAt(column).getBytes(StandardCharsets.UTF_8));
            case VARBYTE -> bytes(from.bytesAt(column));
        }
    }

    private void bytes(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private void spill() throws IOException {
        Files.createDirectories(folder);
        Path scratch = Files.createTempFile(folder, "result-", ".rows");
        file = scratch;
        OutputStream stream = new BufferedOutputStream(Files.newOutputStream(scratch), 1 << 16);
        memory.writeTo(stream);
        memory.reset();
        out = new DataOutputStream(stream);
    }

    private void discard() {
        try {
            out.close();
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file = null;
        }
    }
}
