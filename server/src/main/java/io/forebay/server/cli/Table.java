package io.forebay.server.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole result as text; each row has a value for each column. */
public record Table(List<Column> columns, List<List<@Nullable String>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A column's heading. */
    public record Column(String name, boolean rightAligned) {}

    /** One value, by row from 0 and column name. */
    public @Nullable String value(int row, String column) {
        List<String> names = columns.stream().map(Column::name).toList();
        return rows.get(row).get(names.indexOf(column));
    }
}
