package io.forebay.engine.load;

import io.forebay.spi.warehouse.Column;
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
}
