package io.forebay.warehouse.duckdb.result;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ResultColumn;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that a {@link Spool} has kept. Its file is deleted as soon as it is open. */
public final class SpoolCursor implements Cursor {
    private final List<ResultColumn> columns;
    private final @Nullable Object[] values;
    private final DataInputStream in;
    private long left;

    SpoolCursor(List<ResultColumn> columns, long rows, byte[] memory, @Nullable Path file) throws IOException {
        this.columns = columns;
        this.values = new @Nullable Object[columns.size()];
        this.left = rows;
        this.in = new DataInputStream(open(memory, file));
    }

    private static InputStream open(byte[] memory, @Nullable Path file) throws IOException {
        if (file == null) {
            return new ByteArrayInputStream(memory);
        }
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        Files.delete(file);
        return stream;
    }

    @Override
    public boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        try {
            for (int column = 0; column < values.length; column++) {
                values[column] = in.readBoolean() ? read(column) : null;
            }
            return true;
        } catch (IOException e) {
            throw new ForebayException(CommonError.INTERNAL, "a kept result cannot be read: " + e, e);
        }
    }

    private Object read(int column) throws IOException {
        return switch (columns.get(column).type().kind()) {
            case SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> in.readLong();
            case REAL, DOUBLE -> in.readDouble();
            case BOOLEAN -> in.readBoolean();
            case DECIMAL -> {
                int scale = in.readInt();
                yield new BigDecimal(new BigInteger(bytes()), scale);
            }
            case CHAR, VARCHAR, SUPER, TIMETZ, OTHER -> new String(bytes(), StandardCharsets.UTF_8);
            case VARBYTE -> bytes();
        };
    }

    private byte[] bytes() throws IOException {
        return in.readNBytes(in.readInt());
    }

    private Object value(int column) {
        Object value = values[column];
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    @Override
    public boolean isNull(int column) {
        return values[column] == null;
    }

    @Override
    public long longAt(int column) {
        return (Long) value(column);
    }

    @Override
    public double doubleAt(int column) {
        return (Double) value(column);
    }

    @Override
    public boolean booleanAt(int column) {
        return (Boolean) value(column);
    }

    @Override
    public BigDecimal decimalAt(int column) {
        return (BigDecimal) value(column);
    }

    @Override
    public String textAt(int column) {
        return (String) value(column);
    }

    @Override
    public byte[] bytesAt(int column) {
        return (byte[]) value(column);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new ForebayException(CommonError.INTERNAL, "a kept result cannot be closed: " + e, e);
        }
    }
}
