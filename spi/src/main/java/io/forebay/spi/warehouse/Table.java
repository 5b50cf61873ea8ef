package io.forebay.spi.warehouse;

import java.util.List;
import java.util.Optional;

/**
 * A table as it is now.
 *
 * @param id the warehouse's number for it; another one after DROP and CREATE
 * @param columns in the table's order
 * @param temporary whether only this connection sees it
 * @param view whether it is a view through which the warehouse would change tables; false where it does not
 */
public record Table(TableName name, long id, List<Column> columns, boolean temporary, boolean view) {
    public Table {
        columns = List.copyOf(columns);
    }

    /** A table, or a view that nothing can be written to. */
    public Table(TableName name, long id, List<Column> columns, boolean temporary) {
        this(name, id, columns, temporary, false);
    }

    public Optional<Column> find(String column) {
        return columns.stream().filter(c -> TableName.same(c.name(), column)).findFirst();
    }
}
