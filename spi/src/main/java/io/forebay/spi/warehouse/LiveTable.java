package io.forebay.spi.warehouse;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are taken from the running process when a query reads it.
 *
 * @param name lower-case letters and underscores
 * @param columns SMALLINT, INTEGER, BIGINT, BOOLEAN, DOUBLE, VARCHAR, TIMESTAMP only
 * @param rows called from any thread; values as in {@link Query#execute}, Instant for TIMESTAMP
 */
public record LiveTable(String name, List<ResultColumn> columns, Supplier<List<List<@Nullable Object>>> rows) {
    public LiveTable {
        columns = List.copyOf(columns);
    }
}
