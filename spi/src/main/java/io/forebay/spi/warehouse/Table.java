package io.forebay.spi.warehouse;

import java.util.List;
import java.util.Optional;

/**
 * A table as it is now.
 *
 * @param id the warehouse's number for it; another one after DROP and CREATE
 * @param columns in the table's order
 * @param temporary whether only this connection sees it
 */
public record Table(TableName name, long id, List<Column> columns, boolean temporary) {
    public Table {
        columns = List.copyOf(columns);
    }

    public Optional<Column> find(String column) {
        return columns.stream().filter(c -> c.name().equalsIgnoreCase(column)).findFirst();
    }
}
