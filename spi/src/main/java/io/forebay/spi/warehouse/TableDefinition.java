package io.forebay.spi.warehouse;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table to be made.
 *
 * @param schema null for the first schema of the search path (a temporary table has none)
 * @param columns as declared, not empty
 * @param notes informational keys and physical attributes ({@code primary_key}, {@code distribution}, {@code sort_key})
 *     that are kept beside the table and enforce nothing
 */
public record TableDefinition(
        @Nullable String schema,
        String name,
        boolean temporary,
        boolean ifNotExists,
        List<Column> columns,
        Map<String, String> notes) {
    /** Redshift's most columns of a table. */
    public static final int MAX_COLUMNS = 1600;

    public TableDefinition {
        columns = List.copyOf(columns);
        notes = Map.copyOf(notes);
    }
}
