package io.forebay.warehouse.duckdb.result;

import io.forebay.warehouse.duckdb.driver.DuckDbErrors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A result with types that are only read as text (lists, structs, intervals …). The driver holds all of it in DuckDB's
 * memory, within the memory limit.
 */
public final class PrintedCursor implements Cursor {
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private final ResultSet rows;
    private final Runnable afterClose;

    public PrintedCursor(ResultSet rows, Runnable afterClose) {
        this.rows = rows;
        this.afterClose = afterClose;
    }

    private interface Read<T> {
        T read() throws SQLException;
    }

    private static <T> T read(Read<T> read) {
        try {
            return read.read();
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e, "");
        }
    }

    @Override
    public boolean next() {
        return read(rows::next);
    }

    @Override
    public boolean isNull(int column) {
        return read(() -> rows.getObject(column + 1) == null);
    }

    @Override
    public long longAt(int column) {
        return number(read(() -> rows.getObject(column + 1)));
    }

    private static long number(Object value) {
        if (value instanceof LocalDate date) {
            long days = date.toEpochDay();
            return Math.abs(days) == Integer.MAX_VALUE ? Moments.days((int) days) : days;
        }
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1_000;
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return micros(timestamp.toLocalDateTime());
        }
        if (value instanceof OffsetDateTime moment) {
            return micros(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        }
        return ((Number) value).longValue();
    }

    private static long micros(LocalDateTime moment) {
        return ChronoUnit.MICROS.between(EPOCH, moment);
    }

    @Override
    public double doubleAt(int column) {
        return read(() -> rows.getDouble(column + 1));
    }

    @Override
    public boolean booleanAt(int column) {
        return read(() -> rows.getBoolean(column + 1));
    }

    @Override
    public BigDecimal decimalAt(int column) {
        Object value = read(() -> rows.getObject(column + 1));
        return value instanceof BigInteger whole ? new BigDecimal(whole) : (BigDecimal) value;
    }

    @Override
    public String textAt(int column) {
        return read(() -> rows.getString(column + 1));
    }

    @Override
    public byte[] bytesAt(int column) {
        return read(() -> rows.getBytes(column + 1));
    }

    @Override
    public void close() {
        read(() -> {
            rows.close();
            return true;
        });
        afterClose.run();
    }
}
