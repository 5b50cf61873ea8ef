package io.forebay.warehouse.duckdb.result;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.warehouse.duckdb.driver.DriverInternals;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.jspecify.annotations.Nullable;

/** A result that DuckDB computes while it is read; one chunk of it is in memory. */
public final class ChunkCursor implements Cursor {
    private static final int INLINE = 12;

    /** As Redshift's longest value, a SUPER; a longer one would be in memory several times on its way out. */
    private static final int MOST_BYTES = 16 << 20;

    private static final BigInteger LOW = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final DuckDBChunkedResult result;
    private final Runnable afterClose;
    private final ByteBuffer reference;
    private final String[] names;
    private final int[] widths;
    private final int[] scales;
    private final @Nullable ByteBuffer[] data;
    private final @Nullable ByteBuffer[] validity;
    private @Nullable ByteBuffer chunk;
    private int rows;
    private int row = -1;

    /** @param names DuckDB's type names, each with a {@link DuckDbTypes#width} */
    public ChunkCursor(DuckDBChunkedResult result, List<String> names, Runnable afterClose) {
        this.result = result;
        this.afterClose = afterClose;
        this.reference = DriverInternals.result(result);
        this.names = names.toArray(String[]::new);
        this.widths = names.stream().mapToInt(DuckDbTypes::width).toArray();
        this.scales = names.stream()
                .map(DuckDbTypes::columnType)
                .mapToInt(ColumnType::scale)
                .toArray();
        this.data = new @Nullable ByteBuffer[names.size()];
        this.validity = new @Nullable ByteBuffer[names.size()];
    }

    @Override
    public boolean next() {
        if (++row < rows) {
            return true;
        }
        while (fetch()) {
            if (rows > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean step() {
        if (row + 1 >= rows) {
            return false;
        }
        row++;
        return true;
    }

    /** Moves to row 0 of the next chunk. */
    private boolean fetch() {
        release();
        ByteBuffer fetched = DriverInternals.fetch(reference);
        if (fetched == null) {
            String error = DriverInternals.error(reference);
            if (error != null) {
                throw new LateError(error);
            }
            return false;
        }
        chunk = fetched;
        rows = DriverInternals.rows(fetched);
        for (int column = 0; column < names.length; column++) {
            ByteBuffer vector = DriverInternals.vector(fetched, column);
            data[column] = DriverInternals.read(vector, (long) rows * widths[column]);
            validity[column] = DriverInternals.readValidity(vector, rows);
        }
        row = 0;
        return true;
    }

    @Override
    public boolean isNull(int column) {
        ByteBuffer bits = validity[column];
        return bits != null && (bits.getLong((row >>> 6) << 3) >>> row & 1) == 0;
    }

    @Override
    public long longAt(int column) {
        ByteBuffer values = values(column);
        return switch (names[column]) {
            case "TINYINT" -> values.get(row);
            case "UTINYINT", "BOOLEAN" -> values.get(row) & 0xff;
            case "SMALLINT" -> values.getShort(row << 1);
            case "USMALLINT" -> values.getShort(row << 1) & 0xffff;
            case "INTEGER" -> values.getInt(row << 2);
            case "UINTEGER" -> values.getInt(row << 2) & 0xffff_ffffL;
            case "DATE" -> Moments.days(values.getInt(row << 2));
            case "TIMESTAMP_S" -> Moments.scaled(values.getLong(row << 3), 1_000_000, 1);
            case "TIMESTAMP_MS" -> Moments.scaled(values.getLong(row << 3), 1_000, 1);
            case "TIMESTAMP_NS" -> Moments.scaled(values.getLong(row << 3), 1, 1_000);
            default -> values.getLong(row << 3);
        };
    }

    @Override
    public double doubleAt(int column) {
        return widths[column] == 4
                ? values(column).getFloat(row << 2)
                : values(column).getDouble(row << 3);
    }

    @Override
    public boolean booleanAt(int column) {
        return values(column).get(row) != 0;
    }

    @Override
    public BigDecimal decimalAt(int column) {
        ByteBuffer values = values(column);
        return switch (widths[column]) {
            case 2 -> BigDecimal.valueOf(values.getShort(row << 1), scales[column]);
            case 4 -> BigDecimal.valueOf(values.getInt(row << 2), scales[column]);
            case 8 -> {
                long value = values.getLong(row << 3);
                yield names[column].equals("UBIGINT") && value < 0
                        ? new BigDecimal(BigInteger.valueOf(value).add(LOW))
                        : BigDecimal.valueOf(value, scales[column]);
            }
            default -> wide(values.getLong((row << 4) + 8), values.getLong(row << 4), scales[column]);
        };
    }

    @Override
    public long unscaledAt(int column) {
        ByteBuffer values = values(column);
        return switch (widths[column]) {
            case 2 -> values.getShort(row << 1);
            case 4 -> values.getInt(row << 2);
            case 8 -> values.getLong(row << 3);
            default -> decimalAt(column).unscaledValue().longValueExact();
        };
    }

    private static BigDecimal wide(long high, long low, int scale) {
        if (high == low >> 63) {
            return BigDecimal.valueOf(low, scale);
        }
        BigInteger unsigned = low < 0 ? BigInteger.valueOf(low).add(LOW) : BigInteger.valueOf(low);
        return new BigDecimal(BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(unsigned), scale);
    }

    @Override
    public String textAt(int column) {
        return widths[column] == 8
                ? Moments.timeWithZone(values(column).getLong(row << 3))
                : new String(bytesAt(column), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] utf8At(int column) {
        return widths[column] == 8 ? Cursor.super.utf8At(column) : bytesAt(column);
    }

    @Override
    public byte[] bytesAt(int column) {
        ByteBuffer values = values(column);
        int length = values.getInt(row << 4);
        if (length > MOST_BYTES || length < 0) {
            throw new ForebayException(
                            CommonError.TOO_MUCH,
                            "a value of the result has " + Integer.toUnsignedLong(length)
                                    + " bytes, more than the 16 MB that a value may have")
                    .withHint("Ask for a part of it, such as substring(value, 1, 1000000).");
        }
        if (length > INLINE) {
            return DriverInternals.bytes(values, row);
        }
        byte[] bytes = new byte[length];
        values.get((row << 4) + 4, bytes);
        return bytes;
    }

    private ByteBuffer values(int column) {
        ByteBuffer values = data[column];
        if (values == null) {
            throw new IllegalStateException("no row");
        }
        return values;
    }

    /** Gives the chunk back; one that outlives its connection is left alone, because its database may be gone. */
    private void release() {
        ByteBuffer old = chunk;
        chunk = null;
        rows = 0;
        row = -1;
        if (old != null && !result.isClosed()) {
            DriverInternals.destroy(old);
        }
    }

    @Override
    public void close() {
        release();
        try {
            result.close();
        } catch (SQLException e) {
            throw new LateError(String.valueOf(e.getMessage()));
        } finally {
            afterClose.run();
        }
    }

    /** An error that came after the first rows; its message is DuckDB's. */
    public static final class LateError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LateError(String message) {
            super(message);
        }
    }
}
