package io.forebay.engine.load;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;

/** An attempt found fields that the table has no column for: it is made again with columns for them. */
final class MoreColumns extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Column> columns;

    MoreColumns(List<Column> columns) {
        super("new columns: " + columns.size(), null, false, false);
        this.columns = columns;
    }

    List<Column> columns() {
        return columns;
    }

    /** Adds the columns that an attempt before has found, in the load's own transaction. */
    static CopyBinding bind(WarehouseConnection connection, LoadTask task) {
        CopyBinding binding = CopyBinding.of(connection, task.command());
        List<Column> missing = missing(task.added(), binding);
        if (missing.isEmpty()) {
            return binding;
        }
        for (Column column : missing) {
            connection.alter(binding.table().name(), column, true);
        }
        return CopyBinding.of(connection, task.command());
    }

    private static List<Column> missing(List<Column> columns, CopyBinding binding) {
        return columns.stream()
                .filter(column -> binding.table().find(column.name()).isEmpty())
                .toList();
    }

    static void throwIf(List<Column> newColumns, CopyBinding binding) {
        List<Column> missing = missing(newColumns, binding);
        if (!missing.isEmpty()) {
            throw new MoreColumns(missing);
        }
    }
}
