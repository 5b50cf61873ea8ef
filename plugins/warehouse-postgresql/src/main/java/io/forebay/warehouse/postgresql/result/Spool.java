package io.forebay.warehouse.postgresql.result;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Tuple;

/**
 * Rows that are kept once their portal has to go: in memory, in a scratch file when they are many. Filled first, then
 * read; the file is deleted as soon as it is open for reading.
 */
final class Spool implements AutoCloseable {
    private static final int MEMORY_BYTES = 1 << 20;
    private static final int BUFFER = 1 << 16;
    private static final int NULL = -1;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private DataOutputStream out = new DataOutputStream(memory);
    private @Nullable DataInputStream in;
    private @Nullable Path file;
    private long left;

    void add(List<Tuple> rows) {
        try {
            for (Tuple row : rows) {
                add(row);
            }
        } catch (IOException e) {
            throw full(e);
        }
    }

    private void add(Tuple row) throws IOException {
        out.writeInt(row.fieldCount());
        for (int column = 0; column < row.fieldCount(); column++) {
            byte[] cell = row.get(column);
            out.writeInt(cell == null ? NULL : cell.length);
            if (cell != null) {
                out.write(cell);
            }
        }
        left++;
        if (file == null && memory.size() > MEMORY_BYTES) {
            spill();
        }
    }

    private void spill() throws IOException {
        Path scratch = Files.createTempFile("result-", ".rows");
        file = scratch;
        OutputStream stream = new BufferedOutputStream(Files.newOutputStream(scratch), BUFFER);
        memory.writeTo(stream);
        memory.reset();
        out = new DataOutputStream(stream);
    }

    /** Ends the filling. */
    void open() {
        try {
            out.close();
            in = new DataInputStream(source());
            memory.reset();
        } catch (IOException e) {
            throw full(e);
        }
    }

    private InputStream source() throws IOException {
        Path kept = file;
        if (kept == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        InputStream stream = new BufferedInputStream(Files.newInputStream(kept), BUFFER);
        Files.delete(kept);
        return stream;
    }

    /** The next row; null behind the last. */
    @Nullable
    Tuple next() {
        DataInputStream source = in;
        if (source == null || left == 0) {
            return null;
        }
        left--;
        try {
            byte[][] cells = new byte[source.readInt()][];
            for (int column = 0; column < cells.length; column++) {
                int length = source.readInt();
                if (length != NULL) {
                    cells[column] = source.readNBytes(length);
                }
            }
            return new Tuple(cells);
        } catch (IOException e) {
            throw new ForebayException(CommonError.INTERNAL, "a kept result cannot be read: " + e, e);
        }
    }

    private static ForebayException full(IOException e) {
        return new ForebayException(
                CommonError.DISK_FULL,
                "a result could not be kept in " + System.getProperty("java.io.tmpdir") + ": " + e,
                e);
    }

    @Override
    public void close() {
        left = 0;
        try {
            out.close();
            if (in != null) {
                in.close();
            } else if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ForebayException(CommonError.INTERNAL, "a kept result cannot be closed: " + e, e);
        }
    }
}
