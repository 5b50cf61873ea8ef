package io.forebay.spi.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prepared statement of one connection. Not thread-safe. */
public interface Query extends AutoCloseable {
    /** The types that the warehouse found for {@code $1}, {@code $2} …; OTHER where it found none. */
    List<ColumnType> parameters();

    /** The columns it will give; empty when it gives no rows. */
    List<ResultColumn> columns();

    /**
     * Runs it.
     *
     * @param values one for each parameter: null, Boolean, Long, Double, BigDecimal, byte[], String (which the
     *     warehouse casts to what it needs), LocalDate, LocalTime, LocalDateTime, OffsetDateTime or UUID (only for a
     *     column that the ledger has made so: {@link TypeKind} has none)
     */
    Rows execute(List<@Nullable Object> values);

    @Override
    void close();
}
