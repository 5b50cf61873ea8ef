package io.forebay.spi.warehouse;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result that is read once, forward. Starts before its first row. Not thread-safe; it goes on being readable after
 * the same connection has started another statement, and ends with the connection.
 *
 * <p>A column is read by the method for its type's kind, and only when {@link #isNull} is false.
 */
public interface Rows extends AutoCloseable {
    /** What {@link #longAt} counts times in. */
    long MICROS_A_SECOND = 1_000_000;

    /** Empty for a statement that gives no rows. */
    List<ResultColumn> columns();

    /** Moves to the next row; false behind the last. */
    boolean next();

    boolean isNull(int column);

    /**
     * SMALLINT, INTEGER, BIGINT; DATE as days since 1970-01-01; TIME as microseconds since midnight; TIMESTAMP and
     * TIMESTAMPTZ (UTC) as microseconds since 1970-01-01. Infinity is {@code Long.MAX_VALUE}, its opposite {@code
     * -Long.MAX_VALUE}.
     */
    long longAt(int column);

    /** TIMESTAMP and TIMESTAMPTZ, as UTC. */
    default Instant instantAt(int column) {
        long micros = longAt(column);
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_A_SECOND), Math.floorMod(micros, MICROS_A_SECOND) * 1000);
    }

    /** REAL and DOUBLE. */
    double doubleAt(int column);

    /** BOOLEAN. */
    boolean booleanAt(int column);

    /** DECIMAL, with the column's scale. */
    BigDecimal decimalAt(int column);

    /** DECIMAL of a declared precision of at most 18 digits, as value × 10^scale. */
    default long unscaledAt(int column) {
        return decimalAt(column).unscaledValue().longValueExact();
    }

    /** CHAR, VARCHAR, SUPER (JSON text), TIMETZ and OTHER (as the warehouse prints it). */
    String textAt(int column);

    /** The same in UTF-8. */
    default byte[] utf8At(int column) {
        return textAt(column).getBytes(StandardCharsets.UTF_8);
    }

    /** VARBYTE. */
    byte[] bytesAt(int column);

    /** Rows inserted, updated or deleted; 0 for a statement that gives rows. */
    long updateCount();

    /** What the warehouse has said until it gave the result, in order; the first of them where there are very many. */
    default List<WarehouseNotice> notices() {
        return List.of();
    }

    /** The value as a Java object for uses that are not hot: Long, Double, Boolean, BigDecimal, String or byte[]. */
    default @Nullable Object value(int column) {
        if (isNull(column)) {
            return null;
        }
        return switch (columns().get(column).type().kind()) {
            case SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> longAt(column);
            case REAL, DOUBLE -> doubleAt(column);
            case BOOLEAN -> booleanAt(column);
            case DECIMAL -> decimalAt(column);
            case CHAR, VARCHAR, SUPER, TIMETZ, OTHER -> textAt(column);
            case VARBYTE -> bytesAt(column);
        };
    }

    @Override
    void close();
}
